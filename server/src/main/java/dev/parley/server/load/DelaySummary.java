package dev.parley.server.load;

/** What a histogram says, in nanoseconds. */
record DelaySummary(long count, long p50, long p90, long p99, long p999, long max) {

    static DelaySummary of(DelayHistogram histogram) {
        return new DelaySummary(
                histogram.count(),
                histogram.quantile(0.5),
                histogram.quantile(0.9),
                histogram.quantile(0.99),
                histogram.quantile(0.999),
                histogram.largest());
    }
}
