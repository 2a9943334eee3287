package dev.parley.media.rtcp;

import dev.parley.media.rtp.BigEndian;

/** The chunks of an SDES packet (RFC 3550 section 6.5). */
final class SourceDescription {
    static final int CNAME = 1;
    static final int LONGEST_TEXT = 255;

    private static final int END = 0;

    private SourceDescription() {}

    static boolean isWellFormed(byte[] bytes, int start, int end, int chunks) {
        int position = start;
        for (int i = 0; i < chunks; i++) {
            position = chunkEnd(bytes, start, position, end);
            if (position < 0) {
                return false;
            }
        }
        return true;
    }

    static void visit(byte[] bytes, int start, int chunks, RtcpVisitor visitor) {
        int chunk = start;
        for (int i = 0; i < chunks; i++) {
            long ssrc = BigEndian.unsigned32(bytes, chunk);
            int item = chunk + 4;
            while (bytes[item] != END) {
                int length = BigEndian.unsigned8(bytes, item + 1);
                if (bytes[item] == CNAME) {
                    visitor.canonicalName(ssrc, bytes, item + 2, length);
                }
                item += 2 + length;
            }
            chunk = aligned(start, item + 1);
        }
    }

    /** Where the next chunk starts, or -1 when this one runs past {@code end}. */
    private static int chunkEnd(byte[] bytes, int start, int chunk, int end) {
        int item = chunk + 4;
        while (item < end && bytes[item] != END) {
            if (item + 2 > end) {
                return -1;
            }
            item += 2 + BigEndian.unsigned8(bytes, item + 1);
        }
        return item < end && aligned(start, item + 1) <= end ? aligned(start, item + 1) : -1;
    }

    /** A chunk ends with at least one zero byte and at a multiple of four bytes. */
    private static int aligned(int start, int position) {
        return start + ((position - start + 3) & ~3);
    }
}
