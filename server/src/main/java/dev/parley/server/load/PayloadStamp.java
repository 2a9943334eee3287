package dev.parley.server.load;

import dev.parley.media.rtp.BigEndian;

/** The last bytes of every payload a publisher sends: a mark, and when it was sent by the clock of this process. */
final class PayloadStamp {

    static final int LENGTH = 12;

    /** What {@link #read} answers for a payload that has no stamp. */
    static final long NONE = Long.MIN_VALUE;

    private static final long MARK = 0x5061_726CL;

    private PayloadStamp() {}

    /** @param end where the payload ends */
    static void write(byte[] packet, int end, long nanos) {
        BigEndian.put32(packet, end - LENGTH, MARK);
        BigEndian.put64(packet, end - Long.BYTES, nanos);
    }

    /**
     * When the packet was sent, in nanoseconds.
     *
     * @param start where the payload starts
     */
    static long read(byte[] packet, int start, int length) {
        int stamp = start + length - LENGTH;
        return length < LENGTH || BigEndian.unsigned32(packet, stamp) != MARK
                ? NONE
                : BigEndian.bits64(packet, stamp + 4);
    }
}
