package dev.parley.media.dtls;

import dev.parley.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;

/**
 * One DTLS association, from first hello to close_notify. BouncyCastle reads by waiting, so each endpoint occupies one
 * thread of its executor for its whole life (a virtual one costs little); after the handshake that thread stays to
 * answer repeated flights, whose last answer may have been lost, and to notice the peer's close_notify.
 *
 * <p>The caller passes in only datagrams from an address that ICE has validated: before the handshake is complete, DTLS
 * believes alerts and hellos from anyone.
 */
public final class DtlsEndpoint {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private static final List<SrtpProfile> ALL_PROFILES = List.of(SrtpProfile.values());

    private final DtlsRole role;
    private final DtlsCertificate certificate;
    private final SrtpNegotiation negotiation;
    private final DatagramMailbox mailbox;
    private final Events events;

    /** Where datagrams for the peer go. */
    @FunctionalInterface
    public interface Output {
        /**
         * Sends one datagram of at most 1,200 bytes, which is the callee's to keep; called on the endpoint's thread.
         */
        void send(byte[] datagram);
    }

    /**
     * What becomes of the association; called on the endpoint's thread. Exactly one of {@link #failed} and
     * {@link #closed} is called last.
     */
    public interface Events {
        /** The handshake is complete, the peer's certificate is the expected one, and media may flow. */
        void connected(SrtpKeys keys);

        /** No association came about: a timeout after 30 s, an alert, or another certificate than expected. */
        void failed(Exception why);

        /** The association is over: either side closed it. Also when this side closed before it was connected. */
        void closed();
    }

    private DtlsEndpoint(
            DtlsRole role,
            DtlsCertificate certificate,
            String fingerprint,
            List<SrtpProfile> profiles,
            Output output,
            Events events) {
        this.role = role;
        this.certificate = certificate;
        this.negotiation = new SrtpNegotiation(role, fingerprint, profiles);
        this.mailbox = new DatagramMailbox(output);
        this.events = events;
    }

    /**
     * Starts a handshake. A server waits for the client's hello, a client sends one at once.
     *
     * @param role this side's role
     * @param expectedRemoteFingerprint 64 lower-case hex characters, from the peer's SDP
     * @param executor gives the endpoint a thread for as long as it lives
     * @throws IllegalArgumentException when the fingerprint does not have that form
     */
    public static DtlsEndpoint start(
            DtlsRole role,
            DtlsCertificate certificate,
            String expectedRemoteFingerprint,
            Output output,
            Events events,
            Executor executor) {
        return start(role, certificate, expectedRemoteFingerprint, ALL_PROFILES, output, events, executor);
    }

    /**
     * As the other {@code start}, for those who do not take every way of protecting media.
     *
     * @param profiles at least one, preferred first
     */
    public static DtlsEndpoint start(
            DtlsRole role,
            DtlsCertificate certificate,
            String expectedRemoteFingerprint,
            List<SrtpProfile> profiles,
            Output output,
            Events events,
            Executor executor) {
        if (!FINGERPRINT.matcher(expectedRemoteFingerprint).matches()) {
            throw new IllegalArgumentException("not a SHA-256 fingerprint: " + expectedRemoteFingerprint);
        }
        DtlsEndpoint endpoint =
                new DtlsEndpoint(role, certificate, expectedRemoteFingerprint, profiles, output, events);
        executor.execute(endpoint::run);
        return endpoint;
    }

    /** Takes a datagram from the peer: copies it, never waits, drops it when too many wait. From any thread. */
    public void receive(byte[] datagram, int offset, int length) {
        mailbox.put(datagram, offset, length);
    }

    /**
     * Ends the association with a close_notify, which the endpoint's thread sends. From any thread, any number of
     * times.
     */
    public void close() {
        mailbox.end();
    }

    /** Whether everything received so far has been taken up, if not yet dealt with. */
    boolean hasReadEverything() {
        return mailbox.isEmpty();
    }

    private void run() {
        DTLSTransport transport;
        try {
            transport = handshake();
        } catch (IOException | RuntimeException e) {
            reportFailure(e);
            return;
        }
        try {
            events.connected(negotiation.keys());
            readUntilEnd(transport);
        } finally {
            closeQuietly(transport);
            events.closed();
        }
    }

    private DTLSTransport handshake() throws IOException {
        // Cancelling tells the peer that we gave up, where failing would tell it of an internal error.
        DTLSTransport transport =
                switch (role) {
                    case CLIENT -> {
                        ClientRole client = new ClientRole(certificate, negotiation);
                        mailbox.onEnd(client::cancel);
                        yield new DTLSClientProtocol().connect(client, mailbox);
                    }
                    case SERVER -> {
                        ServerRole server = new ServerRole(certificate, negotiation);
                        mailbox.onEnd(server::cancel);
                        yield new DTLSServerProtocol().accept(server, mailbox);
                    }
                };
        mailbox.onEnd(null);
        mailbox.flush();
        return transport;
    }

    private void reportFailure(Exception why) {
        if (mailbox.wasEndedHere()) {
            events.closed();
        } else {
            events.failed(why);
        }
    }

    /** There is no application data in WebRTC without data channels; reading is what drives the record layer. */
    private void readUntilEnd(DTLSTransport transport) {
        byte[] ignored = new byte[DatagramMailbox.RECEIVE_LIMIT];
        try {
            while (!mailbox.hasEnded()) {
                transport.receive(ignored, 0, ignored.length, 0);
            }
        } catch (IOException over) {
            // Ended by either side, or by an alert: the association is over all the same.
            mailbox.close();
        }
    }

    private static void closeQuietly(DTLSTransport transport) {
        try {
            transport.close();
        } catch (IOException alreadyClosed) {
            // There is nobody left to tell.
        }
    }
}
