package dev.parley.server.app;

import dev.parley.server.storage.sqlite.SqliteUsageUpkeep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compacts usage and forgets what is older than its retention, now and then, on a thread of its own. */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final SqliteUsageUpkeep usage;
    private final InstantSource clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("upkeep").daemon().factory());

    Upkeep(SqliteUsageUpkeep usage, InstantSource clock) {
        this.usage = usage;
        this.clock = clock;
    }

    void start() {
        long period = INTERVAL.toMillis();
        executor.scheduleWithFixedDelay(this::run, period, period, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            long now = clock.millis();
            int compacted = usage.compact(now);
            int forgotten = usage.forgetOld(now);
            LOG.debug("upkeep: {} hours compacted, {} rows forgotten", compacted, forgotten);
        } catch (RuntimeException failure) {
            // Nothing is lost: usage stays in its uncompacted form and the next round tries again.
            LOG.warn("upkeep failed and will be tried again: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("upkeep is still busy and is left behind");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
