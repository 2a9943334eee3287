package dev.parley.media.ice;

import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Answers the peer's checks (RFC 8445 section 7.3, RFC 8489 section 9.1.3) for an agent whose role never changes. */
final class BindingResponder {

    private final boolean controlling;
    private final String expectedUsername;
    private final byte[] localKey;

    /** @param controlling whether this side has the controlling role; a peer that claims the same gets 487 */
    BindingResponder(boolean controlling, IceCredentials local, String remoteUfrag) {
        this.controlling = controlling;
        this.expectedUsername = local.ufrag() + ':' + remoteUfrag;
        this.localKey = local.key();
    }

    IceLite.Result handle(StunMessage request, InetSocketAddress source) {
        if (request.type() != StunMessage.BINDING_REQUEST
                || (request.hasFingerprint() && !request.verifyFingerprint())) {
            return IceLite.Result.IGNORED;
        }
        Optional<String> username = request.username();
        if (username.isEmpty() || !request.hasIntegrity()) {
            return unauthenticated(request, 400, "Bad Request");
        }
        if (!username.get().equals(expectedUsername) || !request.verifyIntegrity(localKey)) {
            return unauthenticated(request, 401, "Unauthenticated");
        }
        return authenticated(request, source);
    }

    private IceLite.Result authenticated(StunMessage request, InetSocketAddress source) {
        byte[] transaction = request.transactionId();
        List<Integer> unknown = request.unknownRequiredAttributes();
        if (!unknown.isEmpty()) {
            StunWriter refusal = StunWriter.bindingError(transaction, 420, "Unknown Attribute")
                    .unknownAttributes(unknown);
            return new IceLite.Result(sealed(refusal), true, false);
        }
        if (controlling
                ? request.iceControlling().isPresent()
                : request.iceControlled().isPresent()) {
            StunWriter refusal = StunWriter.bindingError(transaction, 487, "Role Conflict");
            return new IceLite.Result(sealed(refusal), true, false);
        }
        StunWriter success = StunWriter.bindingSuccess(transaction).xorMappedAddress(source);
        return new IceLite.Result(sealed(success), true, !controlling && request.useCandidate());
    }

    private byte[] sealed(StunWriter writer) {
        return writer.integrity(localKey).fingerprint().toBytes();
    }

    /** A stranger never gets more bytes than it sent, so that nobody can aim our answers at a victim. */
    private static IceLite.Result unauthenticated(StunMessage request, int code, String reason) {
        byte[] refusal = StunWriter.bindingError(request.transactionId(), code, reason)
                .fingerprint()
                .toBytes();
        return refusal.length > request.length() ? IceLite.Result.IGNORED : new IceLite.Result(refusal, false, false);
    }
}
