package dev.parley.server.participant;

import dev.parley.media.dtls.DtlsCertificate;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the {@link RoomParticipant}s of one process share: threads, a certificate, randomness. Any thread. */
public final class RoomSurroundings implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ParticipantThread thread;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final SecureRandom random = new SecureRandom();
    private final DtlsCertificate certificate;
    private final Duration patience;

    public RoomSurroundings(InstantSource clock) throws IOException {
        this(clock, PATIENCE);
    }

    /** @param patience how long anybody waits for an answer of the server */
    public RoomSurroundings(InstantSource clock, Duration patience) throws IOException {
        this.patience = patience;
        thread = new ParticipantThread(clock);
        certificate = DtlsCertificate.generate(random, clock.instant());
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .executor(blocking)
                .build();
    }

    ParticipantThread thread() {
        return thread;
    }

    ExecutorService handshakes() {
        return blocking;
    }

    HttpClient http() {
        return http;
    }

    SecureRandom random() {
        return random;
    }

    DtlsCertificate certificate() {
        return certificate;
    }

    Duration patience() {
        return patience;
    }

    /** Ends everything at once; participants who are still in a room vanish from it. */
    @Override
    public void close() {
        thread.close();
        http.shutdownNow();
        blocking.shutdownNow();
    }
}
