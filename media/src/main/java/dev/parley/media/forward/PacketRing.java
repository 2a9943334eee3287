package dev.parley.media.forward;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Packets on their way from the thread that owns their tracks to one other thread, without a lock: one thread writes,
 * one reads. It is bounded, and a packet for which there is no room is refused rather than waited with.
 *
 * <p>Two counts make it safe: packets written and packets read, of which each side changes one and looks at the other.
 * The writer fills a slot and then counts it (release); a reader that sees the count (acquire) sees all of the slot.
 * The reader counts a slot as read only after it is done with it, so it reads packets where they lie, without a copy.
 */
final class PacketRing {

    /** As long as any packet that fits an Ethernet frame; longer ones do not come over the Internet in one piece. */
    static final int MOST_BYTES = 1_504;

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    /** Further apart than what processors fetch together, so that the threads leave each other's count alone. */
    private static final int WRITTEN = 16;

    private static final int READ = 32;

    private final long[] counts = new long[48];
    private final byte[][] packets;
    private final int[] lengths;
    private final long[] streams;
    private final @Nullable RelayedTrack[] tracks;
    private final int mask;

    /** @param capacity packets, a power of two; memory for each is taken when it is first used */
    PacketRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is not a power of two");
        }
        this.packets = new byte[capacity][];
        this.lengths = new int[capacity];
        this.streams = new long[capacity];
        this.tracks = new RelayedTrack[capacity];
        this.mask = capacity - 1;
    }

    /**
     * Copies a packet into the ring; writer's thread.
     *
     * @param stream which of the track's streams it belongs to
     * @return false when the ring is full, or the packet too long
     */
    boolean offer(RelayedTrack track, long stream, byte[] packet, int length) {
        long written = counts[WRITTEN];
        if (written - (long) COUNT.getAcquire(counts, READ) > mask || length > MOST_BYTES) {
            return false;
        }
        int slot = (int) written & mask;
        byte[] bytes = packets[slot];
        if (bytes == null) {
            bytes = new byte[MOST_BYTES];
            packets[slot] = bytes;
        }
        System.arraycopy(packet, 0, bytes, 0, length);
        lengths[slot] = length;
        streams[slot] = stream;
        tracks[slot] = track;
        COUNT.setRelease(counts, WRITTEN, written + 1);
        return true;
    }

    /** How many packets can be read at least; reader's thread, as everything below. */
    int size() {
        return (int) ((long) COUNT.getAcquire(counts, WRITTEN) - counts[READ]);
    }

    /** Whose packet the oldest is. */
    RelayedTrack track() {
        RelayedTrack track = tracks[oldest()];
        if (track == null) {
            throw new IllegalStateException("the ring is empty");
        }
        return track;
    }

    long stream() {
        return streams[oldest()];
    }

    /** The oldest packet, until {@link #free}. */
    byte[] bytes() {
        return packets[oldest()];
    }

    int length() {
        return lengths[oldest()];
    }

    /** Is done with the oldest packet. */
    void free() {
        tracks[oldest()] = null; // a track that has ended is not to be held by what is left of its packets
        COUNT.setRelease(counts, READ, counts[READ] + 1);
    }

    private int oldest() {
        return (int) counts[READ] & mask;
    }
}
