package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * Redundant audio (RFC 2198): earlier frames repeated before the present one, which is the primary block.
 *
 * <pre>
 *   |1|  format  | timestamp offset, 14 bits | length, 10 bits |   once for each earlier frame
 *   |0|  format  |                                                for the primary block
 * </pre>
 *
 * {@code offset} and {@code length} delimit the RTP payload without padding. Nothing here throws on bad input.
 */
public final class Red {
    private static final int MORE = 0x80;
    private static final int FORMAT_MASK = 0x7F;
    private static final int BLOCK_HEADER = 4;
    private static final int LENGTH_MASK = 0x3FF;

    private Red() {}

    /** Where the primary block begins, which lasts to the payload's end; -1 when the payload is malformed. */
    public static int primaryBlock(byte[] payload, int offset, int length) {
        int end = offset + length;
        int position = offset;
        int redundant = 0;
        while (position < end && (payload[position] & MORE) != 0) {
            if (position + BLOCK_HEADER >= end) {
                return -1;
            }
            redundant += BigEndian.unsigned16(payload, position + 2) & LENGTH_MASK;
            position += BLOCK_HEADER;
        }
        int primary = position + 1 + redundant;
        return position < end && primary <= end ? primary : -1;
    }

    /** Gives blocks of one format another number: what both sides of a forwarder call the same differs. */
    public static void renumber(byte[] payload, int offset, int length, int format, int other) {
        int end = offset + length;
        int position = offset;
        while (position < end) {
            int header = payload[position];
            if ((header & FORMAT_MASK) == format) {
                payload[position] = (byte) ((header & MORE) | other);
            }
            position = (header & MORE) == 0 ? end : position + BLOCK_HEADER;
        }
    }
}
