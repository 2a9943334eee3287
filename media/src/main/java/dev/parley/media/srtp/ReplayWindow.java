package dev.parley.media.srtp;

import java.util.Arrays;

/**
 * Remembers which of the last {@link #SIZE} indexes have been accepted (RFC 3711 section 3.3.2, which asks for 64 at
 * least). It is larger because a packet that was asked for again may come hundreds of packets late.
 */
final class ReplayWindow {

    static final int SIZE = 1024;

    private final long[] seen = new long[SIZE / 64];
    private long highest = PacketIndex.NONE;

    /** The highest index accepted, or {@link PacketIndex#NONE}. */
    long highest() {
        return highest;
    }

    /** Whether the index has not been accepted yet and is not too old to know. */
    boolean isNew(long index) {
        return index > highest || (highest - index < SIZE && (seen[word(index)] & bit(index)) == 0);
    }

    /** Remembers an index for which {@link #isNew} was true and whose packet proved authentic. */
    void accept(long index) {
        if (index - highest >= SIZE) {
            Arrays.fill(seen, 0);
        } else {
            for (long skipped = highest + 1; skipped <= index; skipped++) {
                seen[word(skipped)] &= ~bit(skipped);
            }
        }
        highest = Math.max(highest, index);
        seen[word(index)] |= bit(index);
    }

    private static int word(long index) {
        return (int) (index >>> 6) & (SIZE / 64 - 1);
    }

    private static long bit(long index) {
        return 1L << (index & 63);
    }
}
