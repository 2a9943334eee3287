package dev.parley.media.rtp;

/** Arithmetic on 16-bit RTP sequence numbers, which wrap around (RFC 3550 section 5.1). */
public final class SequenceNumbers {
    private static final int HALF = 0x8000;

    private SequenceNumbers() {}

    /**
     * Whether {@code sequence} comes after {@code other}. Of two numbers exactly half a cycle apart the larger is the
     * newer one, so that never both, nor neither, of two different numbers is newer.
     */
    public static boolean isNewer(int sequence, int other) {
        int distance = (sequence - other) & 0xFFFF;
        return distance == HALF ? sequence > other : distance != 0 && distance < HALF;
    }

    /** The signed distance, -32768..32767, from {@code from} to {@code to}. */
    public static int distance(int from, int to) {
        return (short) (to - from);
    }

    /** The number {@code steps} after {@code sequence}, 0..65535. */
    public static int plus(int sequence, int steps) {
        return (sequence + steps) & 0xFFFF;
    }
}
