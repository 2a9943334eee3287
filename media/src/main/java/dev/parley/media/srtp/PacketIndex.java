package dev.parley.media.srtp;

/** The 48-bit packet index: roll-over counter above the sequence number (RFC 3711 section 3.3.1, appendix A). */
final class PacketIndex {

    /** The highest index of a stream that has not begun. */
    static final long NONE = -1;

    static final long MAX = (1L << 48) - 1;

    private static final int HALF = 1 << 15;

    private PacketIndex() {}

    /**
     * The index a sequence number most likely means: the one nearest to the highest seen, and never before the first
     * round.
     *
     * @param highest highest index so far, or {@link #NONE}
     */
    static long estimate(long highest, int sequence) {
        if (highest == NONE) {
            return sequence;
        }
        long rollOver = highest >>> 16;
        int last = (int) (highest & 0xFFFF);
        if (last < HALF) {
            if (sequence - last > HALF && rollOver > 0) {
                rollOver--;
            }
        } else if (last - HALF > sequence) {
            rollOver++;
        }
        return rollOver << 16 | sequence;
    }
}
