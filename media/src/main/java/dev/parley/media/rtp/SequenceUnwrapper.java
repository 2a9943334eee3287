package dev.parley.media.rtp;

/**
 * Turns 16-bit sequence numbers into numbers that never wrap. The first one keeps its value; each later one is taken to
 * be the candidate nearest to the highest seen, so packets may arrive up to 32,767 out of order. A packet older than
 * the first may come out negative. One instance per received SSRC, for one thread.
 */
public final class SequenceUnwrapper {
    private long highest = Long.MIN_VALUE;

    /**
     * Unwraps and remembers.
     *
     * @param sequence 0..65535
     */
    public long unwrap(int sequence) {
        if (highest == Long.MIN_VALUE) {
            highest = sequence;
            return sequence;
        }
        long unwrapped = highest + SequenceNumbers.distance((int) highest, sequence);
        highest = Math.max(highest, unwrapped);
        return unwrapped;
    }

    /** Whether a packet was seen; before that {@link #highest} throws. */
    public boolean started() {
        return highest != Long.MIN_VALUE;
    }

    /** The highest unwrapped number so far. */
    public long highest() {
        if (!started()) {
            throw new IllegalStateException("no sequence number seen yet");
        }
        return highest;
    }
}
