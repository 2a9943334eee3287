package dev.parley.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.srtp.SrtpMasterKey;
import dev.parley.media.srtp.SrtpProfile;
import dev.parley.media.srtp.SrtpReceiver;
import dev.parley.media.srtp.SrtpSender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.TlsFatalAlert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DtlsEndpointTest {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final DtlsPeer server = new DtlsPeer();
    private final DtlsPeer client = new DtlsPeer();

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void bothSidesGetKeysThatFitAndPreferGcm() throws Exception {
        connect(server::receive, client::receive);
        SrtpKeys serverKeys = server.awaitKeys();
        SrtpKeys clientKeys = client.awaitKeys();

        assertThat(serverKeys.profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        assertThat(serverKeys.localRole()).isEqualTo(DtlsRole.SERVER);
        assertThat(clientKeys.localRole()).isEqualTo(DtlsRole.CLIENT);
        assertSameKey(clientKeys.localKey(), serverKeys.remoteKey());
        assertSameKey(serverKeys.localKey(), clientKeys.remoteKey());
        assertThat(clientKeys.localKey().key())
                .isNotEqualTo(serverKeys.localKey().key());
        assertPacketPasses(clientKeys, serverKeys);
        assertPacketPasses(serverKeys, clientKeys);
        close();
    }

    @Test
    void agreeOnWhatAClientHasLeftInItsOffer() throws Exception {
        client.profiles = List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        connect(server::receive, client::receive);

        assertThat(server.awaitKeys().profile()).isEqualTo(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        assertPacketPasses(client.awaitKeys(), server.awaitKeys());
        close();
    }

    @Test
    void refuseEachOtherWithoutACommonProfile() throws Exception {
        client.profiles = List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        server.profiles = List.of(SrtpProfile.AEAD_AES_128_GCM);
        connect(server::receive, client::receive);

        assertThat(server.awaitFailure()).hasMessageContaining("no common SRTP profile");
        client.awaitFailure();
    }

    @Test
    void everyDatagramFitsThePath() throws Exception {
        connect(server::receive, client::receive);
        server.awaitKeys();
        client.awaitKeys();
        assertThat(server.longestSent.get()).isBetween(300, 1_200);
        assertThat(client.longestSent.get()).isBetween(300, 1_200);
        close();
    }

    @Test
    void connectsOverALossyNetworkThatReorders() throws Exception {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("DtlsEndpointTest seed " + seed + " (replay with -Dparley.seed)");
        for (int round = 0; round < 6; round++) {
            DtlsPeer lossyServer = new DtlsPeer();
            DtlsPeer lossyClient = new DtlsPeer();
            Consumer<byte[]> toServer = new LossyNetwork(seed + 2L * round, lossyServer::receive);
            Consumer<byte[]> toClient = new LossyNetwork(seed + 2L * round + 1, lossyClient::receive);
            lossyServer.start(DtlsRole.SERVER, lossyClient.certificate.fingerprint(), toClient, executor);
            lossyClient.start(DtlsRole.CLIENT, lossyServer.certificate.fingerprint(), toServer, executor);

            assertSameKey(
                    lossyClient.awaitKeys().localKey(), lossyServer.awaitKeys().remoteKey());
            lossyServer.endpoint().close();
            lossyClient.endpoint().close();
        }
    }

    @Test
    void answersARepeatedFlightAfterItsOwnHandshakeIsOver() throws Exception {
        Queue<byte[]> lost = new ConcurrentLinkedQueue<>();
        // The server's last flight, which ends its handshake, is lost twice.
        Consumer<byte[]> toClient = datagram -> {
            if (isLastFlight(datagram) && lost.size() < 2) {
                lost.add(datagram);
            } else {
                client.receive(datagram);
            }
        };
        connect(server::receive, toClient);

        server.awaitKeys();
        client.awaitKeys();
        assertThat(lost).hasSize(2);
        close();
    }

    @Test
    void anotherCertificateThanAnnouncedNeverGetsKeysWhicheverSideItIs() throws Exception {
        String wrong = new DtlsPeer().certificate.fingerprint();
        server.start(DtlsRole.SERVER, wrong, client::receive, executor);
        client.start(DtlsRole.CLIENT, server.certificate.fingerprint(), server::receive, executor);
        assertRefusedFor(AlertDescription.bad_certificate, server.awaitFailure());
        client.awaitFailure();
        assertThat(server.connected).isNotDone();
        assertThat(client.connected).isNotDone();

        DtlsPeer honestServer = new DtlsPeer();
        DtlsPeer suspiciousClient = new DtlsPeer();
        honestServer.start(
                DtlsRole.SERVER, suspiciousClient.certificate.fingerprint(), suspiciousClient::receive, executor);
        suspiciousClient.start(DtlsRole.CLIENT, wrong, honestServer::receive, executor);
        assertRefusedFor(AlertDescription.bad_certificate, suspiciousClient.awaitFailure());
        honestServer.awaitFailure();
        assertThat(honestServer.connected).isNotDone();
        assertThat(suspiciousClient.connected).isNotDone();
    }

    @Test
    void closingIsSeenByTheOtherSide() throws Exception {
        connect(server::receive, client::receive);
        server.awaitKeys();
        client.awaitKeys();

        client.endpoint().close();
        client.endpoint().close();

        server.awaitClosed();
        client.awaitClosed();
        assertThat(server.failed).isNotDone();
        executor.close();
        assertThat(server.endings).hasValue(1);
        assertThat(client.endings).hasValue(1);
    }

    @Test
    void closingBeforeThePeerEverSpokeEndsTheEndpoint() throws Exception {
        server.start(DtlsRole.SERVER, client.certificate.fingerprint(), client::receive, executor);
        server.endpoint().close();
        server.awaitClosed();
        assertThat(server.failed).isNotDone();
        assertThat(server.connected).isNotDone();
    }

    @Test
    void closingInTheMiddleOfAHandshakeTellsThePeer() throws Exception {
        server.start(DtlsRole.SERVER, client.certificate.fingerprint(), client::receive, executor);
        // The server gives up when the client's second flight arrives.
        Consumer<byte[]> toServer = datagram -> {
            if (server.longestSent.get() > 0) {
                server.endpoint().close();
            }
            server.receive(datagram);
        };
        client.start(DtlsRole.CLIENT, server.certificate.fingerprint(), toServer, executor);
        server.awaitClosed();
        // Not a timeout, and not the internal error that failing would have told it of.
        assertThat(client.awaitFailure()).hasMessage("the peer closed the association");
        assertThat(client.connected).isNotDone();
        assertThat(server.connected).isNotDone();
    }

    @Test
    void noiseBeforeAndAfterTheHandshakeDoesNoHarm() throws Exception {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("DtlsEndpointTest seed " + seed + " (replay with -Dparley.seed)");
        Random random = new Random(seed);
        server.start(DtlsRole.SERVER, client.certificate.fingerprint(), client::receive, executor);
        flood(random, server);
        client.start(DtlsRole.CLIENT, server.certificate.fingerprint(), server::receive, executor);
        SrtpKeys serverKeys = server.awaitKeys();
        SrtpKeys clientKeys = client.awaitKeys();
        flood(random, server);
        assertSameKey(clientKeys.localKey(), serverKeys.remoteKey());
        assertThat(server.endings).hasValue(0);
        close();
    }

    @Test
    void refusesAFingerprintOfAnotherForm() {
        for (String wrong : List.of("", "AB".repeat(32), "ab:".repeat(31) + "ab", "ab".repeat(31))) {
            assertThatThrownBy(() -> server.start(DtlsRole.SERVER, wrong, client::receive, executor))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theWarmUpSucceeds() {
        DtlsWarmUp.run();
    }

    @Test
    void aCertificatesFingerprintIsSixtyFourHexDigitsAndItsOwn() {
        assertThat(server.certificate.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(server.certificate.fingerprint()).isNotEqualTo(client.certificate.fingerprint());
    }

    private void connect(Consumer<byte[]> toServer, Consumer<byte[]> toClient) {
        server.start(DtlsRole.SERVER, client.certificate.fingerprint(), toClient, executor);
        client.start(DtlsRole.CLIENT, server.certificate.fingerprint(), toServer, executor);
    }

    private void close() throws Exception {
        client.endpoint().close();
        server.endpoint().close();
        client.awaitClosed();
        server.awaitClosed();
    }

    /** The server's last flight begins with ChangeCipherSpec. */
    private static boolean isLastFlight(byte[] datagram) {
        return datagram[0] == ContentType.change_cipher_spec;
    }

    private static void flood(Random random, DtlsPeer target) {
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(2_500)];
            random.nextBytes(noise);
            if (random.nextBoolean()) {
                noise[0] = (byte) (20 + random.nextInt(5));
            }
            target.receive(noise);
        }
    }

    private static void assertRefusedFor(short alert, Exception why) {
        assertThat(why).isInstanceOfSatisfying(TlsFatalAlert.class, e -> assertThat(e.getAlertDescription())
                .isEqualTo(alert));
        assertThat(why).hasMessageContaining("fingerprint");
    }

    private static void assertSameKey(SrtpMasterKey one, SrtpMasterKey other) {
        assertThat(one.profile()).isEqualTo(other.profile());
        assertThat(one.key()).isEqualTo(other.key());
        assertThat(one.salt()).isEqualTo(other.salt());
    }

    private static void assertPacketPasses(SrtpKeys from, SrtpKeys to) {
        byte[] packet = new byte[40];
        packet[0] = (byte) 0x80;
        byte[] sealed = new byte[64];
        byte[] opened = new byte[64];
        int length = new SrtpSender(from.localKey()).protectRtp(packet, packet.length, sealed, 0);
        assertThat(new SrtpReceiver(to.remoteKey()).unprotectRtp(sealed, 0, length, opened, 0))
                .isEqualTo(packet.length);
    }

    /** Loses one datagram in eight and lets one in four overtake its predecessor. Called by one sender's thread. */
    private static final class LossyNetwork implements Consumer<byte[]> {
        private final Random random;
        private final Consumer<byte[]> receiver;
        private final Deque<byte[]> heldBack = new ArrayDeque<>();

        LossyNetwork(long seed, Consumer<byte[]> receiver) {
            this.random = new Random(seed);
            this.receiver = receiver;
        }

        @Override
        public void accept(byte[] datagram) {
            if (random.nextInt(8) == 0) {
                return;
            }
            if (heldBack.isEmpty() && random.nextInt(4) == 0) {
                heldBack.add(datagram);
                return;
            }
            receiver.accept(datagram);
            while (!heldBack.isEmpty()) {
                receiver.accept(heldBack.remove());
            }
        }
    }
}
