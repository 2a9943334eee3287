package dev.parley.media.forward;

import dev.parley.media.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The last packets of one track in plain text, shared by all its players, for answering their NACKs. A ring indexed by
 * sequence number: a slot is overwritten by the packet {@code capacity} later.
 */
final class PacketHistory {

    private final byte[][] packets;
    private final int[] lengths;
    private final int mask;

    /** @param capacity packets, a power of two */
    PacketHistory(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is not a power of two");
        }
        this.packets = new byte[capacity][];
        this.lengths = new int[capacity];
        this.mask = capacity - 1;
    }

    void put(byte[] packet, int length) {
        int slot = RtpHeader.sequence(packet, 0) & mask;
        byte[] kept = packets[slot];
        if (kept == null || kept.length < length) {
            kept = new byte[Math.max(length, 1_280)];
            packets[slot] = kept;
        }
        System.arraycopy(packet, 0, kept, 0, length);
        lengths[slot] = length;
    }

    /** The kept packet of that sequence number, or null when it is gone; its length is {@link #lengthOf}. */
    byte @Nullable [] get(int sequence) {
        byte[] kept = packets[sequence & mask];
        return kept != null && lengths[sequence & mask] > 0 && RtpHeader.sequence(kept, 0) == sequence ? kept : null;
    }

    int lengthOf(int sequence) {
        return lengths[sequence & mask];
    }

    /** Forgets everything, as when the publisher starts a new stream. */
    void clear() {
        java.util.Arrays.fill(lengths, 0);
    }
}
