package dev.parley.media.ice;

import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.util.random.RandomGenerator;

/**
 * A check by which the server finds out whether a path leads to its client. A client's own checks prove that it may be
 * sent to, not that it is where they seem to come from: sources can be forged. Only who receives this check can answer
 * it, for the answer repeats 96 random bits under the client's password. A lite agent need not check (RFC 8445 section
 * 2.5), but every peer answers checks (section 7.3). Immutable.
 */
public final class IceChallenge {

    /** That of a peer reflexive candidate (RFC 8445 section 5.1.2.1); the client needs one, and makes no use of it. */
    private static final long PRIORITY = (110L << 24) | (65_535L << 8) | 255;

    private final byte[] transaction = new byte[StunMessage.TRANSACTION_ID_LENGTH];
    private final byte[] remoteKey;
    private final byte[] request;

    /**
     * @param localUfrag ours, as the client was told
     * @param remote the client's
     * @param random of cryptographic quality
     */
    public IceChallenge(String localUfrag, IceCredentials remote, RandomGenerator random) {
        random.nextBytes(transaction);
        this.remoteKey = remote.key();
        this.request = StunWriter.bindingRequest(transaction)
                .username(remote.ufrag() + ':' + localUfrag)
                .priority(PRIORITY)
                .iceControlled(random.nextLong())
                .integrity(remoteKey)
                .fingerprint()
                .toBytes();
    }

    /** The datagram to send along the path, again as often as needed; not to be changed. */
    public byte[] request() {
        return request;
    }

    /** Errors don't count: other agents and servers give them to anybody. */
    public boolean isMetBy(StunMessage answer) {
        return answer.type() == StunMessage.BINDING_SUCCESS
                && answer.hasTransactionId(transaction)
                && answer.verifyIntegrity(remoteKey);
    }
}
