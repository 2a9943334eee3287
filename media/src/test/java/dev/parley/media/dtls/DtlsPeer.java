package dev.parley.media.dtls;

import dev.parley.media.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bouncycastle.tls.ContentType;

/** One side of a handshake in memory: an endpoint, its certificate, and what it was told. */
final class DtlsPeer implements DtlsEndpoint.Events {

    private static final long PATIENCE_SECONDS = 40;

    final DtlsCertificate certificate =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    final CompletableFuture<SrtpKeys> connected = new CompletableFuture<>();
    final CompletableFuture<Exception> failed = new CompletableFuture<>();
    final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    final AtomicInteger endings = new AtomicInteger();
    final AtomicInteger longestSent = new AtomicInteger();
    List<SrtpProfile> profiles = List.of(SrtpProfile.values());
    private final AtomicInteger alertsSent = new AtomicInteger();
    private final CompletableFuture<DtlsEndpoint> endpoint = new CompletableFuture<>();

    void start(DtlsRole role, String expectedFingerprint, Consumer<byte[]> network, Executor executor) {
        DtlsEndpoint.Output output = datagram -> {
            longestSent.accumulateAndGet(datagram.length, Math::max);
            if (datagram[0] == ContentType.alert) {
                alertsSent.incrementAndGet();
            }
            network.accept(datagram);
        };
        endpoint.complete(DtlsEndpoint.start(role, certificate, expectedFingerprint, profiles, output, this, executor));
    }

    /** Alerts of any kind; after the handshake their kind is encrypted. */
    int alertsSent() {
        return alertsSent.get();
    }

    DtlsEndpoint endpoint() {
        return endpoint.join();
    }

    /** Waits for the endpoint to exist: its first answer may be faster than the return from its start. */
    void receive(byte[] datagram) {
        endpoint().receive(datagram, 0, datagram.length);
    }

    SrtpKeys awaitKeys() throws Exception {
        return connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    Exception awaitFailure() throws Exception {
        return failed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void awaitClosed() throws Exception {
        closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void connected(SrtpKeys keys) {
        connected.complete(keys);
    }

    @Override
    public void failed(Exception why) {
        endings.incrementAndGet();
        failed.complete(why);
    }

    @Override
    public void closed() {
        endings.incrementAndGet();
        closed.complete(true);
    }
}
