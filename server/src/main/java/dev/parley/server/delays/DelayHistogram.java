package dev.parley.server.load;

import java.util.Arrays;

/**
 * Delays in nanoseconds, counted in buckets that are at most 1/64 of their value wide. No allocation after
 * construction; for one thread.
 */
final class DelayHistogram {

    /** Buckets for each power of two: the precision is one part in this. */
    private static final int SUB_BUCKET_BITS = 6;

    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

    /** About 18 minutes; what takes longer counts as that. */
    private static final int HIGHEST_BIT = 40;

    private final long[] counts = new long[(HIGHEST_BIT - SUB_BUCKET_BITS + 2) * SUB_BUCKETS];
    private long count;
    private long sum;
    private long largest;

    /** Negative delays count as none. */
    void add(long nanos) {
        long value = Math.clamp(nanos, 0, (1L << HIGHEST_BIT) - 1);
        counts[bucket(value)]++;
        count++;
        sum += value;
        largest = Math.max(largest, value);
    }

    private static int bucket(long value) {
        int power = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - 1 - SUB_BUCKET_BITS);
        return (power << SUB_BUCKET_BITS) + (int) (value >>> power);
    }

    /** The largest value of a bucket. */
    private static long ceiling(int bucket) {
        int power = Math.max(0, (bucket >>> SUB_BUCKET_BITS) - 1);
        long sub = bucket - ((long) power << SUB_BUCKET_BITS);
        return ((sub + 1) << power) - 1;
    }

    void reset() {
        Arrays.fill(counts, 0);
        count = 0;
        sum = 0;
        largest = 0;
    }

    long count() {
        return count;
    }

    /** Nanoseconds, 0 when nothing was counted. */
    long mean() {
        return count == 0 ? 0 : sum / count;
    }

    /** Nanoseconds, exact, 0 when nothing was counted. */
    long largest() {
        return largest;
    }

    /**
     * The delay that this share of all packets did not exceed, 0 when nothing was counted.
     *
     * @param share 0..1, such as 0.99
     */
    long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Math.min(ceiling(bucket), largest);
            }
        }
        return 0;
    }
}
