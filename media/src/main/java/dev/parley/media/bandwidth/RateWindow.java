package dev.parley.media.bandwidth;

import java.util.Arrays;

/**
 * Bytes over the last second, in buckets, and the rates they make. Times may come a little out of order. One thread.
 */
final class RateWindow {
    private static final int BUCKET_MILLIS = 20;
    private static final int BUCKETS = 64;
    /** A rate over less is not known. */
    private static final long SHORTEST_MILLIS = 100;

    private final int[] bytes = new int[BUCKETS];
    private long newest = Long.MIN_VALUE;
    private long oldest;

    void add(long millis, int size) {
        long bucket = Math.floorDiv(millis, BUCKET_MILLIS);
        if (newest == Long.MIN_VALUE || bucket > newest + BUCKETS) {
            Arrays.fill(bytes, 0);
            oldest = newest == Long.MIN_VALUE ? bucket : oldest;
            newest = bucket;
        }
        while (newest < bucket) {
            newest++;
            bytes[slot(newest)] = 0;
        }
        if (bucket > newest - BUCKETS) {
            bytes[slot(bucket)] += size;
        }
    }

    private static int slot(long bucket) {
        return Math.floorMod(bucket, BUCKETS);
    }

    /** Moves on without bytes. */
    void advance(long millis) {
        add(millis, 0);
    }

    /**
     * Bits per second of the last {@code window} milliseconds up to the newest, at most 1,200; 0 when nothing is known.
     */
    double bitsPerSecond(long window) {
        if (newest == Long.MIN_VALUE) {
            return 0;
        }
        long known = (newest - oldest) * BUCKET_MILLIS;
        if (known < SHORTEST_MILLIS) {
            return 0;
        }
        long buckets = Math.min(window, known) / BUCKET_MILLIS;
        long sum = 0;
        for (long bucket = newest - buckets; bucket < newest; bucket++) {
            sum += bytes[slot(bucket)];
        }
        return sum * 8_000.0 / (buckets * BUCKET_MILLIS);
    }
}
