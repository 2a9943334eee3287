package dev.parley.server.load;

/** The delays of the sampled packets: of the whole measurement, and of the second that runs. For one thread. */
final class Delays {

    private final DelayHistogram whole = new DelayHistogram();
    private final DelayHistogram second = new DelayHistogram();

    void add(long nanos) {
        whole.add(nanos);
        second.add(nanos);
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
