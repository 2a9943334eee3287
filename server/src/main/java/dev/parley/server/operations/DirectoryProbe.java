package dev.parley.server.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the data directory can be written and has room. It writes a small file at most every few seconds, however
 * often it is asked, and one thread waits for the disk at a time: the others hear that it is slow.
 */
public final class DirectoryProbe {

    /** Usage of a busy day fits several times; less is time to act (bytes). */
    public static final long LEAST_FREE = 64L << 20;

    private static final Duration VALID = Duration.ofSeconds(5);
    private static final String FILE = ".ready";

    private final Path directory;
    private final long leastFree;
    private final InstantSource clock;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile long startedAt;
    private volatile long answeredAt = Long.MIN_VALUE;
    private volatile @Nullable String answer;

    public DirectoryProbe(Path directory, long leastFree, InstantSource clock) {
        this.directory = directory;
        this.leastFree = leastFree;
        this.clock = clock;
    }

    /** As part of readiness. */
    public Probe asProbe() {
        return new Probe("storage", this::problem);
    }

    private @Nullable String problem() {
        if (!probing.tryLock()) {
            long waiting = clock.millis() - startedAt;
            return waiting < VALID.toMillis() ? answer : "the disk has not answered for " + waiting / 1000 + " s";
        }
        try {
            long now = clock.millis();
            if (answeredAt == Long.MIN_VALUE || now - answeredAt >= VALID.toMillis() || now < answeredAt) {
                startedAt = now;
                answer = look();
                answeredAt = clock.millis();
            }
            return answer;
        } finally {
            probing.unlock();
        }
    }

    private @Nullable String look() {
        try {
            Path probe = directory.resolve(FILE);
            Files.writeString(probe, "x");
            Files.delete(probe);
            long free = Files.getFileStore(directory).getUsableSpace();
            return free < leastFree ? "only " + (free >> 20) + " MiB are left for " + directory : null;
        } catch (IOException failure) {
            return directory + " cannot be written: " + failure.getClass().getSimpleName() + " " + failure.getMessage();
        }
    }
}
