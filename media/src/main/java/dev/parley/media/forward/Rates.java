package dev.parley.media.forward;

import java.util.Arrays;

/** The bytes of about the last second, by layer. */
final class Rates {

    private static final int SLOT_MILLIS = 100;
    private static final int SLOTS = 10;

    /** Streams have up to three of each kind; what is above counts as the highest. */
    private static final int LAYERS = 4;

    private static final int SLOT_COUNTERS = LAYERS * LAYERS;

    private final int[] bytes = new int[SLOTS * SLOT_COUNTERS];
    private boolean started;
    private long since;
    private long newest;
    private long last;

    void add(int spatialLayer, int temporalLayer, int length, long now) {
        if (!started) {
            started = true;
            since = now;
            newest = now / SLOT_MILLIS;
        }
        advance(now);
        last = Math.max(last, now);
        int slot = (int) (newest % SLOTS) * SLOT_COUNTERS;
        bytes[slot + Math.min(spatialLayer, LAYERS - 1) * LAYERS + Math.min(temporalLayer, LAYERS - 1)] += length;
    }

    /** Goes on from what another has counted. */
    void continueFrom(Rates other) {
        System.arraycopy(other.bytes, 0, bytes, 0, bytes.length);
        started = other.started;
        since = other.since;
        newest = other.newest;
        last = other.last;
    }

    /** Whether anything came within so many milliseconds. */
    boolean isRecent(long millis, long now) {
        return started && now - last < millis;
    }

    private void advance(long now) {
        long present = now / SLOT_MILLIS;
        if (present - newest >= SLOTS) {
            Arrays.fill(bytes, 0);
            since = Math.max(since, now - now % SLOT_MILLIS);
            newest = present;
        }
        while (newest < present) {
            newest++;
            int slot = (int) (newest % SLOTS) * SLOT_COUNTERS;
            Arrays.fill(bytes, slot, slot + SLOT_COUNTERS, 0);
        }
    }

    /** Bits per second of the layers up to these. */
    long bitrate(int highestSpatial, int highestTemporal, long now) {
        if (!started) {
            return 0;
        }
        advance(now);
        long sum = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            for (int spatial = 0; spatial < LAYERS && spatial <= highestSpatial; spatial++) {
                for (int temporal = 0; temporal < LAYERS && temporal <= highestTemporal; temporal++) {
                    sum += bytes[slot * SLOT_COUNTERS + spatial * LAYERS + temporal];
                }
            }
        }
        long covered = (SLOTS - 1L) * SLOT_MILLIS + now % SLOT_MILLIS;
        long measured = Math.max(SLOT_MILLIS, Math.min(covered, now - since));
        return sum * Byte.SIZE * 1_000 / measured;
    }
}
