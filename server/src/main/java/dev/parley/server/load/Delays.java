package dev.parley.server.load;

import dev.parley.server.delays.DelayHistogram;

/** The delays of the sampled packets: of the whole measurement, and of the second that runs. For one thread. */
final class Delays {

    private final DelayHistogram whole = new DelayHistogram();
    private final DelayHistogram second = new DelayHistogram();

    /** @param nanos negative ones, by the stamp of a clock that is ahead, count as none */
    void add(long nanos) {
        long delay = Math.max(0, nanos);
        whole.record(delay);
        second.record(delay);
    }

    void reset() {
        whole.reset();
        second.reset();
    }

    DelaySummary whole() {
        return DelaySummary.of(whole);
    }

    /** Of what came since this was last asked. */
    DelaySummary takeSecond() {
        DelaySummary summary = DelaySummary.of(second);
        second.reset();
        return summary;
    }
}
