package dev.parley.media.ice;

import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The controlling agent of our own clients: one local socket, one remote candidate, nominated with the first check, as
 * a lite server allows (RFC 8445 section 8.1.1). Once connected it asks for consent every 4 to 6 seconds and gives up
 * after 30 seconds without (RFC 7675 section 5.1). Time is milliseconds on any one clock; for one thread.
 *
 * <p>Checks repeat sooner than RFC 8445's 500 ms because every one goes to a server that is expected to be there, and a
 * lost first check is delay a person waits for.
 */
public final class IceClient {

    /** CHECKING until the first valid answer; FAILED for good after 30 s without one. */
    public enum State {
        CHECKING,
        CONNECTED,
        FAILED
    }

    /** Without a valid answer for this long the path is lost (RFC 7675 section 5.1). */
    public static final long CONSENT_TIMEOUT_MILLIS = 30_000;

    private static final long FIRST_RETRANSMISSION_MILLIS = 100;
    private static final long SLOWEST_RETRANSMISSION_MILLIS = 1_600;
    private static final int CONSENT_MIN_MILLIS = 4_000;
    private static final int CONSENT_MAX_MILLIS = 6_000;

    /** Host candidate, first component, highest local preference (RFC 8445 section 5.1.2.1); peer reflexive is 110. */
    private static final long PRIORITY = (110L << 24) | (65_535L << 8) | 255;

    private final IceCredentials local;
    private final IceCredentials remote;
    private final InetSocketAddress remoteCandidate;
    private final RandomGenerator random;
    private final long tieBreaker;
    private final BindingResponder responder;

    private State state = State.CHECKING;
    private byte[] transaction;
    private long nextSend;
    private long retransmission = FIRST_RETRANSMISSION_MILLIS;
    private long givesUpAt;

    /**
     * @param remoteCandidate where checks go and answers must come from
     * @param random a {@link java.security.SecureRandom} outside tests; makes transaction ids
     * @param now the first check is due at once
     */
    public IceClient(
            IceCredentials local,
            IceCredentials remote,
            InetSocketAddress remoteCandidate,
            RandomGenerator random,
            long now) {
        this.local = local;
        this.remote = remote;
        this.remoteCandidate = remoteCandidate;
        this.random = random;
        this.tieBreaker = random.nextLong();
        this.responder = new BindingResponder(true, local, remote.ufrag());
        this.transaction = newTransaction();
        this.nextSend = now;
        this.givesUpAt = now + CONSENT_TIMEOUT_MILLIS;
    }

    public State state() {
        return state;
    }

    /** Where {@link #poll}'s datagrams go. */
    public InetSocketAddress remoteCandidate() {
        return remoteCandidate;
    }

    /** The datagram that is due, or null; also notices that time is up. Call until it gives null. */
    public byte @Nullable [] poll(long now) {
        if (state != State.FAILED && now >= givesUpAt) {
            state = State.FAILED;
        }
        if (state == State.FAILED || now < nextSend) {
            return null;
        }
        if (state == State.CONNECTED) {
            transaction = newTransaction();
            nextSend = now + consentInterval();
        } else {
            nextSend = now + retransmission;
            retransmission = Math.min(2 * retransmission, SLOWEST_RETRANSMISSION_MILLIS);
        }
        return check();
    }

    /** When {@link #poll} next has something to do, in milliseconds; {@link Long#MAX_VALUE} after failure. */
    public long nextDeadline() {
        return state == State.FAILED ? Long.MAX_VALUE : Math.min(nextSend, givesUpAt);
    }

    /**
     * Takes an answer.
     *
     * @return whether it was a valid success answer to our latest check, which connects or renews consent
     */
    public boolean onResponse(StunMessage response, long now) {
        if (state == State.FAILED || !response.hasTransactionId(transaction)) {
            return false;
        }
        if (response.type() == StunMessage.BINDING_ERROR) {
            // The server may not know our session yet: ask again as a new question when the next check is due.
            transaction = newTransaction();
            return false;
        }
        if (response.type() != StunMessage.BINDING_SUCCESS || !response.verifyIntegrity(remote.key())) {
            return false;
        }
        if (state == State.CHECKING) {
            state = State.CONNECTED;
            nextSend = now + consentInterval();
        }
        givesUpAt = now + CONSENT_TIMEOUT_MILLIS;
        return true;
    }

    /** The answer to the peer's own check, which full agents send even to the side that started. */
    public Optional<byte[]> respond(StunMessage request, InetSocketAddress source) {
        IceLite.Result result = responder.handle(request, source);
        return result.hasResponse() ? Optional.of(result.response()) : Optional.empty();
    }

    private byte[] check() {
        return StunWriter.bindingRequest(transaction)
                .username(remote.ufrag() + ':' + local.ufrag())
                .priority(PRIORITY)
                .iceControlling(tieBreaker)
                .useCandidate()
                .integrity(remote.key())
                .fingerprint()
                .toBytes();
    }

    private long consentInterval() {
        return random.nextInt(CONSENT_MIN_MILLIS, CONSENT_MAX_MILLIS);
    }

    private byte[] newTransaction() {
        byte[] id = new byte[StunMessage.TRANSACTION_ID_LENGTH];
        random.nextBytes(id);
        return id;
    }
}
