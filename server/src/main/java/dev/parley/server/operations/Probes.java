package dev.parley.server.operations;

import dev.parley.server.metering.MeterStatus;
import dev.parley.server.transport.MediaTraffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The questions a server asks its own parts. */
public final class Probes {

    /** Work that is due every second and has not been done for so long will not be done any more. */
    private static final Duration STUCK = Duration.ofSeconds(15);

    private Probes() {}

    /**
     * For {@link Lifecycle#aliveWhen}: whether the worker's thread still turns.
     *
     * @param clock the one the worker runs by
     */
    public static Probe media(Supplier<MediaTraffic> worker, InstantSource clock) {
        return new Probe("media " + worker.get().worker(), () -> {
            long silent = clock.millis() - worker.get().at();
            return silent > STUCK.toMillis() ? "its thread has not turned for " + silent / 1000 + " s" : null;
        });
    }

    /**
     * For {@link Lifecycle#readyWhen}: whether usage is stored. People in rooms stay and are counted in memory, but
     * nobody should be sent here.
     *
     * @param clock the one metering runs by
     */
    public static Probe metering(Supplier<MeterStatus> meter, InstantSource clock) {
        return new Probe("metering", () -> {
            MeterStatus status = meter.get();
            long age = clock.millis() - status.storedAt();
            if (status.storageFails()) {
                return "usage cannot be stored and waits in memory; the log says why";
            }
            return age > STUCK.toMillis() ? "usage has not been stored for " + age / 1000 + " s" : null;
        });
    }
}
