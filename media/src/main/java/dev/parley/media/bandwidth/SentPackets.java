package dev.parley.media.bandwidth;

import dev.parley.media.rtp.SequenceNumbers;

/**
 * The packets that were sent to one player and may still be reported: when, how large, and what became of them. A ring
 * by transport-wide sequence number, which grows while the packet it would overwrite is young. One thread.
 */
final class SentPackets {
    static final int NONE = -1;

    private static final int SMALLEST = 256;
    /** Two seconds of packets of 600 bytes at 20 Mbit/s. */
    private static final int LARGEST = 8_192;
    /** Reports that come later than this find nothing. */
    private static final long KEPT_MILLIS = 2_000;

    private static final int SIZE_MASK = 0xFFFF;
    private static final int SENT = 1 << 16;
    private static final int DURING_PROBE = 1 << 17;
    private static final int RECEIVED = 1 << 18;
    private static final int LOST = 1 << 19;

    private long[] times = new long[SMALLEST];
    private int[] states = new int[SMALLEST];
    private long highest = NONE;

    /** Remembers a packet; its number follows the one before, or leaves some out. */
    void add(int transportSequence, int bytes, boolean duringProbe, long now) {
        long sequence = highest == NONE ? transportSequence : unwrap(transportSequence);
        if (highest != NONE && sequence <= highest) {
            return;
        }
        int room = times.length;
        if (room < LARGEST && knows(sequence - room) && now - times[slot(sequence)] < KEPT_MILLIS) {
            grow();
        }
        long firstSkipped = Math.max(highest + 1, sequence - times.length + 1);
        for (long skipped = firstSkipped; highest != NONE && skipped < sequence; skipped++) {
            states[slot(skipped)] = 0;
        }
        highest = sequence;
        times[slot(sequence)] = now;
        states[slot(sequence)] = Math.min(bytes, SIZE_MASK) | SENT | (duringProbe ? DURING_PROBE : 0);
    }

    private void grow() {
        long[] oldTimes = times;
        int[] oldStates = states;
        int oldMask = oldTimes.length - 1;
        times = new long[oldTimes.length * 2];
        states = new int[times.length];
        for (long sequence = Math.max(0, highest - oldMask); sequence <= highest; sequence++) {
            times[slot(sequence)] = oldTimes[(int) (sequence & oldMask)];
            states[slot(sequence)] = oldStates[(int) (sequence & oldMask)];
        }
    }

    private int slot(long sequence) {
        return (int) (sequence & (times.length - 1));
    }

    /** The number without wrap that is nearest to the last one sent. */
    long unwrap(int transportSequence) {
        return highest + SequenceNumbers.distance((int) highest & 0xFFFF, transportSequence);
    }

    /** The last one sent, {@link #NONE} before the first. */
    long highest() {
        return highest;
    }

    /** Whether it was sent and is remembered. */
    boolean knows(long sequence) {
        return sequence >= 0
                && sequence <= highest
                && sequence > highest - times.length
                && (states[slot(sequence)] & SENT) != 0;
    }

    long sentAt(long sequence) {
        return times[slot(sequence)];
    }

    int bytes(long sequence) {
        return states[slot(sequence)] & SIZE_MASK;
    }

    boolean isDuringProbe(long sequence) {
        return (states[slot(sequence)] & DURING_PROBE) != 0;
    }

    /** Takes note of an arrival; false when it was known. */
    boolean receive(long sequence) {
        return mark(sequence, RECEIVED);
    }

    /** Takes note of a loss; false when it was known, or wrong. */
    boolean lose(long sequence) {
        return !wasReceived(sequence) && mark(sequence, LOST);
    }

    boolean wasReceived(long sequence) {
        return (states[slot(sequence)] & RECEIVED) != 0;
    }

    boolean wasLost(long sequence) {
        return (states[slot(sequence)] & LOST) != 0;
    }

    private boolean mark(long sequence, int what) {
        int slot = slot(sequence);
        boolean isNew = (states[slot] & what) == 0;
        states[slot] |= what;
        return isNew;
    }
}
