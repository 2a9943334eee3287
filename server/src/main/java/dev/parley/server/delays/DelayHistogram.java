package dev.parley.server.delays;

import java.util.Arrays;

/**
 * Delays in nanoseconds from 0 to {@link #LONGEST_NANOS}, about 18 minutes; what takes longer counts as that.
 *
 * <p>Buckets are log-linear: each doubling of the delay is divided into {@value #PARTS} equal parts, so a bucket is at
 * most 1/64 (about 1.6 %) as wide as the delays in it are long, and one nanosecond below {@code 2 * PARTS}. Which
 * bucket a delay falls into is told by its highest bits. Counting allocates nothing. One thread counts; others are
 * given {@link #figures copies}.
 */
public final class DelayHistogram {

    /** What longer delays count as. */
    public static final long LONGEST_NANOS = (1L << 40) - 1;

    static final int PART_BITS = 6;

    /** Into how many buckets each doubling is divided. */
    static final int PARTS = 1 << PART_BITS;

    static final int BUCKETS = bucket(LONGEST_NANOS) + 1;

    private final long[] counts = new long[BUCKETS];
    private long sum;
    private long longest;

    /**
     * Counts one.
     *
     * @param nanos time between two readings of a clock that never goes back
     * @throws ArrayIndexOutOfBoundsException when the time is negative: the clock did go back
     */
    public void record(long nanos) {
        record(nanos, 1);
    }

    /**
     * Counts some that took equally long.
     *
     * @param nanos as for one
     * @param times how many, 0 or more
     * @throws ArrayIndexOutOfBoundsException when the time is negative: the clock did go back
     */
    public void record(long nanos, int times) {
        counts[bucket(Math.min(nanos, LONGEST_NANOS))] += times;
        sum += nanos * times;
        longest = Math.max(longest, nanos);
    }

    /** Forgets everything. */
    public void reset() {
        Arrays.fill(counts, 0);
        sum = 0;
        longest = 0;
    }

    /** The longest delay that was counted, exactly, in nanoseconds; 0 when none was. */
    public long longest() {
        return longest;
    }

    /** What was counted since the start. */
    public DelayFigures figures() {
        return new DelayFigures(counts.clone(), sum);
    }

    /** @param nanos 0 to {@link #LONGEST_NANOS} */
    static int bucket(long nanos) {
        if (nanos < PARTS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - PART_BITS - Long.numberOfLeadingZeros(nanos);
        return (shift << PART_BITS) + (int) (nanos >>> shift);
    }

    /** The shortest delay that falls into that bucket, in nanoseconds. */
    static long lowest(int bucket) {
        int shift = Math.max(0, (bucket >>> PART_BITS) - 1);
        return (long) (bucket - (shift << PART_BITS)) << shift;
    }
}
