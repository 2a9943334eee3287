package dev.parley.media.forward;

import java.util.Arrays;

/**
 * Remembers which of the last {@link #SIZE} packets of a stream have arrived, so that each is passed on once.
 * Publishers repeat packets that were never lost (browsers probe with them), and a player's packet is encrypted under
 * its sequence number: a second one with that number would reuse the nonce (RFC 7714 section 8.1).
 */
final class Arrivals {

    /** As long as a packet can be repaired; a power of two. */
    static final int SIZE = 1_024;

    private final long[] seen = new long[SIZE / Long.SIZE];
    private boolean started;
    private long highest;

    /** Notes an unwrapped sequence number; false when it was noted before, or is too old to know. */
    boolean isFirst(long sequence) {
        if (!started) {
            started = true;
            highest = sequence;
        } else if (sequence > highest) {
            makeRoom(sequence);
        } else if (highest - sequence >= SIZE || (seen[word(sequence)] & bit(sequence)) != 0) {
            return false;
        }
        seen[word(sequence)] |= bit(sequence);
        return true;
    }

    /** The highest number noted, {@link Long#MIN_VALUE} before the first. */
    long highest() {
        return started ? highest : Long.MIN_VALUE;
    }

    private void makeRoom(long sequence) {
        if (sequence - highest >= SIZE) {
            Arrays.fill(seen, 0);
        } else {
            for (long skipped = highest + 1; skipped <= sequence; skipped++) {
                seen[word(skipped)] &= ~bit(skipped);
            }
        }
        highest = sequence;
    }

    /** Sequence numbers from before the first packet may be negative; the lower bits are all that counts. */
    private static int word(long sequence) {
        return (int) (sequence >> 6) & (SIZE / Long.SIZE - 1);
    }

    private static long bit(long sequence) {
        return 1L << (sequence & 63);
    }
}
