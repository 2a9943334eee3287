package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * An AV1 RTP payload (AV1 RTP specification, section 4.4): the aggregation header, and the sequence header among the
 * OBUs behind it (AV1 bitstream specification, section 5.5). {@code offset} and {@code length} delimit the RTP payload
 * without padding. Nothing here throws on bad input.
 */
public final class Av1 {
    private static final int CONTINUES_FRAGMENT = 0x80;
    private static final int STARTS_SEQUENCE = 0x08;
    private static final int SEQUENCE_HEADER = 1;
    private static final int HAS_EXTENSION = 0x04;
    private static final int HAS_SIZE = 0x02;
    private static final int MOST_LENGTH_BYTES = 4;

    private Av1() {}

    /** Whether the first OBU of this packet goes on with one that began in an earlier packet. */
    static boolean continuesFragment(byte[] payload, int offset, int length) {
        return length > 1 && (payload[offset] & CONTINUES_FRAGMENT) != 0;
    }

    /** Whether this is the first packet of a coded video sequence, which begins with a key frame (the N bit). */
    public static boolean isKeyFrameStart(byte[] payload, int offset, int length) {
        return length > 1 && (payload[offset] & (STARTS_SEQUENCE | CONTINUES_FRAGMENT)) == STARTS_SEQUENCE;
    }

    /**
     * The largest picture of the sequence that begins in this packet.
     *
     * @return as {@link VideoSizes} has it
     */
    public static long keyFrameSize(byte[] payload, int offset, int length) {
        if (!isKeyFrameStart(payload, offset, length)) {
            return VideoSizes.UNKNOWN;
        }
        int end = offset + length;
        int elements = (payload[offset] >> 4) & 3;
        int position = offset + 1;
        for (int element = 1; position < end; element++) {
            int size = end - position;
            if (element != elements) {
                int lengthBytes = lengthBytes(payload, position, end);
                size = lengthBytes < 0 ? -1 : number(payload, position, lengthBytes);
                position += lengthBytes;
            }
            if (size < 1 || size > end - position) {
                return VideoSizes.UNKNOWN;
            }
            if (((payload[position] >> 3) & 0x0F) == SEQUENCE_HEADER) {
                return sequenceHeaderSize(payload, position, size);
            }
            position += size;
        }
        return VideoSizes.UNKNOWN;
    }

    private static long sequenceHeaderSize(byte[] payload, int unit, int size) {
        int end = unit + size;
        int position = unit + ((payload[unit] & HAS_EXTENSION) != 0 ? 2 : 1);
        if ((payload[unit] & HAS_SIZE) != 0) {
            int lengthBytes = lengthBytes(payload, position, end);
            if (lengthBytes < 0) {
                return VideoSizes.UNKNOWN;
            }
            position += lengthBytes;
        }
        return position < end
                ? Av1SequenceHeader.size(BitReader.plain(payload, position, end - position))
                : VideoSizes.UNKNOWN;
    }

    /** Bytes of the leb128 number at {@code position}, at most four; -1 when it is cut or longer. */
    private static int lengthBytes(byte[] payload, int position, int end) {
        for (int count = 1; count <= MOST_LENGTH_BYTES && position + count <= end; count++) {
            if ((payload[position + count - 1] & 0x80) == 0) {
                return count;
            }
        }
        return -1;
    }

    private static int number(byte[] payload, int position, int bytes) {
        int value = 0;
        for (int index = 0; index < bytes; index++) {
            value |= (BigEndian.unsigned8(payload, position + index) & 0x7F) << (7 * index);
        }
        return value;
    }
}
