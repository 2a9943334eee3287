package dev.parley.server.load;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found.
 *
 * @param ending how it came to its end
 * @param measured how long was measured
 * @param counters what was counted meanwhile
 * @param delays of the sampled subscribers' packets meanwhile
 * @param server what the server's process used meanwhile; null when it was not looked at
 * @param generator processor time of this process meanwhile
 */
record LoadResult(
        LoadPlan plan,
        String target,
        Ending ending,
        String explanation,
        Joins.Summary joins,
        Duration measured,
        Counters counters,
        DelaySummary delays,
        List<SecondSample> seconds,
        @Nullable ServerUsage server,
        Duration generator) {

    /** How a run ends. */
    enum Ending {
        COMPLETED,
        INTERRUPTED,
        TARGET_LOST
    }

    /** @param residentBytes at the end */
    record ServerUsage(Duration processorTime, long residentBytesBefore, long residentBytes) {}

    LoadResult {
        seconds = List.copyOf(seconds);
    }

    private double measuredSeconds() {
        return Math.max(1e-9, measured.toNanos() / 1e9);
    }

    double packetsPerSecond() {
        return counters.delivered / measuredSeconds();
    }

    double bitsPerSecond() {
        return 8 * counters.deliveredBytes / measuredSeconds();
    }

    /** Microseconds of the server's processor time for each delivered packet; 0 when unknown. */
    double microsPerPacket() {
        return server == null || counters.delivered == 0
                ? 0
                : server.processorTime().toNanos() / 1e3 / counters.delivered;
    }

    /** Processors the server kept busy; 0 when unknown. */
    double serverProcessors() {
        return server == null ? 0 : server.processorTime().toNanos() / 1e9 / measuredSeconds();
    }

    double generatorProcessors() {
        return generator.toNanos() / 1e9 / measuredSeconds();
    }

    /** Whether everybody came in and the server was there to the end, were it an early one at the user's wish. */
    boolean isGood() {
        return ending != Ending.TARGET_LOST && joins.failed() == 0;
    }
}
