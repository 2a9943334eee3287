package dev.parley.media.dtls;

import dev.parley.media.srtp.SrtpReceiver;
import dev.parley.media.srtp.SrtpSender;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One handshake of this process with itself, in memory. The first handshake of a JVM takes the better part of a second,
 * which would otherwise be the first visitor's; and a runtime without the algorithms we need shows it here.
 */
public final class DtlsWarmUp {

    private static final long PATIENCE_SECONDS = 20;
    private static final Instant ANY_TIME = Instant.EPOCH;

    private DtlsWarmUp() {}

    /**
     * Runs it; takes up to a second on a cold runtime.
     *
     * @throws IllegalStateException when the handshake fails or the keys do not fit
     */
    public static void run() {
        SecureRandom random = new SecureRandom();
        DtlsCertificate serverCertificate = DtlsCertificate.generate(random, ANY_TIME);
        DtlsCertificate clientCertificate = DtlsCertificate.generate(random, ANY_TIME);
        Side server = new Side();
        Side client = new Side();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            server.start(DtlsRole.SERVER, serverCertificate, clientCertificate.fingerprint(), client, executor);
            client.start(DtlsRole.CLIENT, clientCertificate, serverCertificate.fingerprint(), server, executor);
            try {
                exchangePacket(await(client.keys), await(server.keys));
            } finally {
                client.close();
                server.close();
            }
        }
    }

    private static SrtpKeys await(CompletableFuture<SrtpKeys> keys) {
        try {
            return keys.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a DTLS handshake with ourselves failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while warming up", e);
        }
    }

    private static void exchangePacket(SrtpKeys client, SrtpKeys server) {
        byte[] packet = new byte[100];
        packet[0] = (byte) 0x80;
        byte[] sealed = new byte[packet.length + SrtpSender.MAX_RTP_OVERHEAD];
        byte[] opened = new byte[sealed.length];
        int length = new SrtpSender(client.localKey()).protectRtp(packet, packet.length, sealed, 0);
        if (new SrtpReceiver(server.remoteKey()).unprotectRtp(sealed, 0, length, opened, 0) != packet.length) {
            throw new IllegalStateException("a DTLS handshake with ourselves gave keys that do not fit");
        }
    }

    private static final class Side implements DtlsEndpoint.Events {
        private final CompletableFuture<SrtpKeys> keys = new CompletableFuture<>();
        private final CompletableFuture<DtlsEndpoint> endpoint = new CompletableFuture<>();

        void start(
                DtlsRole role,
                DtlsCertificate certificate,
                String expectedFingerprint,
                Side other,
                ExecutorService executor) {
            endpoint.complete(
                    DtlsEndpoint.start(role, certificate, expectedFingerprint, other::receive, this, executor));
        }

        /** Waits for the endpoint to exist: its first answer may be faster than the return from its start. */
        void receive(byte[] datagram) {
            endpoint.join().receive(datagram, 0, datagram.length);
        }

        void close() {
            endpoint.join().close();
        }

        @Override
        public void connected(SrtpKeys agreed) {
            keys.complete(agreed);
        }

        @Override
        public void failed(Exception why) {
            keys.completeExceptionally(why);
        }

        @Override
        public void closed() {
            keys.completeExceptionally(new IllegalStateException("closed before it was connected"));
        }
    }
}
