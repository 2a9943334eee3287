package dev.parley.server.load;

/**
 * What one second brought.
 *
 * @param at seconds since the start of the run
 * @param measured whether it belongs to the measurement, or to joining
 * @param joined publishers and subscribers that are connected
 * @param counters what was added in it
 */
record SecondSample(double at, double seconds, boolean measured, int joined, Counters counters, DelaySummary delays) {

    double packetsPerSecond() {
        return counters.delivered / seconds;
    }

    double bitsPerSecond() {
        return 8 * counters.deliveredBytes / seconds;
    }
}
