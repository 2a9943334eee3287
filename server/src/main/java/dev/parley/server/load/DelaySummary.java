package dev.parley.server.load;

import dev.parley.server.delays.DelayFigures;
import dev.parley.server.delays.DelayHistogram;

/** What a histogram says: how many, and the delays in nanoseconds that so large a share of them did not exceed. */
record DelaySummary(long count, long p50, long p90, long p99, long p999, long max) {

    static DelaySummary of(DelayHistogram histogram) {
        DelayFigures figures = histogram.figures();
        long max = histogram.longest();
        return new DelaySummary(
                figures.count(),
                Math.min(max, figures.percentile(50)),
                Math.min(max, figures.percentile(90)),
                Math.min(max, figures.percentile(99)),
                Math.min(max, figures.percentile(99.9)),
                max);
    }
}
