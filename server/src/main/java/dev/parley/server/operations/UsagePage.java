package dev.parley.server.operations;

import dev.parley.server.metering.MeterStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** {@code /status/usage}: whether what is used is counted and stored. */
public final class UsagePage {

    private record Usage(
            boolean well,
            double secondsSinceStored,
            Instant countedTo,
            long outboxBatches,
            int waitingEvents,
            boolean storageFails,
            long storageFailures,
            long lostEvents,
            long unexplainedEvents,
            long holes) {}

    private static final double MILLIS = 1_000;

    private UsagePage() {}

    /** @param clock the one metering runs by */
    public static StatusPage of(Supplier<MeterStatus> meter, InstantSource clock) {
        return new StatusPage(
                "/status/usage",
                "whether usage is counted and stored: age of the last checkpoint, outbox, losses",
                _ -> usage(meter.get(), clock));
    }

    private static Usage usage(MeterStatus status, InstantSource clock) {
        return new Usage(
                !status.storageFails() && status.lostEvents() == 0 && status.holes() == 0,
                Math.max(0, clock.millis() - status.storedAt()) / MILLIS,
                Instant.ofEpochSecond(status.countedTo()),
                status.outboxBatches(),
                status.waitingEvents(),
                status.storageFails(),
                status.storageFailures(),
                status.lostEvents(),
                status.unexplainedEvents(),
                status.holes());
    }
}
