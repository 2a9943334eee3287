package dev.parley.server.transport;

/**
 * How long packets take from one point to another, counted without keeping any of them. Delays are whole microseconds
 * from 0 to ten seconds; what takes longer counts as ten seconds.
 *
 * <p>Buckets are log-linear: each doubling of the delay is divided into {@value #PARTS} equal parts, so a bucket is at
 * most 1/32 (about 3 %) as wide as the delays in it are long, and one microsecond below {@code 2 * PARTS}. Which bucket
 * a delay falls into is told by its highest bits, and counting costs two additions. One thread writes; others are given
 * {@link #figures copies}.
 */
final class DelayHistogram {

    static final int PART_BITS = 5;

    /** Into how many buckets each doubling is divided. */
    static final int PARTS = 1 << PART_BITS;

    static final long LONGEST_MICROS = 10_000_000;

    static final int BUCKETS = bucket(LONGEST_MICROS) + 1;

    private static final long NANOS_PER_MICRO = 1_000;

    private final long[] counts = new long[BUCKETS];
    private long nanos;

    /**
     * Counts packets that took equally long.
     *
     * @param delayNanos time between two readings of a clock that never goes back, in nanoseconds
     * @param packets how many, 0 or more
     * @throws ArrayIndexOutOfBoundsException when the time is negative: the clock did go back
     */
    void record(long delayNanos, int packets) {
        long micros = Math.min(delayNanos / NANOS_PER_MICRO, LONGEST_MICROS);
        counts[bucket(micros)] += packets;
        nanos += delayNanos * packets;
    }

    /** What was counted since the start. */
    DelayFigures figures() {
        return new DelayFigures(counts.clone(), nanos / NANOS_PER_MICRO);
    }

    /** @param micros 0 to {@link #LONGEST_MICROS} */
    static int bucket(long micros) {
        if (micros < PARTS) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - PART_BITS - Long.numberOfLeadingZeros(micros);
        return (shift << PART_BITS) + (int) (micros >>> shift);
    }

    /** The shortest delay that falls into that bucket, in microseconds. */
    static long lowest(int bucket) {
        int shift = Math.max(0, (bucket >>> PART_BITS) - 1);
        return (long) (bucket - (shift << PART_BITS)) << shift;
    }
}
