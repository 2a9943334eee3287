package dev.parley.server.delays;

import java.util.Arrays;

/**
 * What a {@link DelayHistogram} had counted at one time: delays in nanoseconds, told to within a bucket's width, about
 * 1.6 %. Never changes; for any thread.
 */
public final class DelayFigures {

    /** Nothing counted. */
    public static final DelayFigures NONE = new DelayFigures(new long[DelayHistogram.BUCKETS], 0);

    private static final double HUNDRED = 100;

    private final long[] counts;
    private final long sum;
    private final long count;

    /** @param counts by bucket, not to be changed any more */
    DelayFigures(long[] counts, long sum) {
        this.counts = counts;
        this.sum = sum;
        this.count = Arrays.stream(counts).sum();
    }

    /** How many were counted. */
    public long count() {
        return count;
    }

    /** The exact sum of all delays, in nanoseconds. */
    public long sum() {
        return sum;
    }

    /**
     * The delay that so many in a hundred did not exceed, in nanoseconds: the longest one of its bucket, so never less
     * than the true one. 0 when nothing was counted.
     *
     * @param percent above 0, at most 100, such as 99.9
     */
    public long percentile(double percent) {
        if (percent <= 0 || percent > HUNDRED) {
            throw new IllegalArgumentException("a percentile is above 0 and at most 100: " + percent);
        }
        long rank = Math.max(1, (long) Math.ceil(count * (percent / HUNDRED)));
        long passed = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            passed += counts[bucket];
            if (passed >= rank) {
                return highest(bucket);
            }
        }
        return 0;
    }

    /** How many took no longer than that, in nanoseconds, but for those of a bucket that reaches beyond it. */
    public long countUpTo(long nanos) {
        long passed = 0;
        for (int bucket = 0; bucket < counts.length && highest(bucket) <= nanos; bucket++) {
            passed += counts[bucket];
        }
        return passed;
    }

    /** What was counted since {@code earlier}, an older reading of the same histogram. */
    public DelayFigures since(DelayFigures earlier) {
        long[] difference = counts.clone();
        for (int bucket = 0; bucket < difference.length; bucket++) {
            difference[bucket] -= earlier.counts[bucket];
        }
        return new DelayFigures(difference, sum - earlier.sum);
    }

    private static long highest(int bucket) {
        return DelayHistogram.lowest(bucket + 1) - 1;
    }
}
