package dev.parley.server.load;

import java.time.Duration;

/**
 * What one second brought.
 *
 * @param at seconds since the start of the run
 * @param seconds how long it really was
 * @param measured whether it belongs to the measurement, or to joining
 * @param joined publishers and subscribers that are connected
 * @param counters what was added in it
 * @param server processor time the server's process used; nothing when it is not looked at
 * @param serverResidentBytes what it held at the end, likewise
 */
record SecondSample(
        double at,
        double seconds,
        boolean measured,
        int joined,
        Counters counters,
        DelaySummary delays,
        Duration server,
        long serverResidentBytes) {

    double serverProcessors() {
        return server.toNanos() / 1e9 / seconds;
    }

    double packetsPerSecond() {
        return counters.delivered / seconds;
    }

    double bitsPerSecond() {
        return 8 * counters.deliveredBytes / seconds;
    }
}
