package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * A VP8 RTP payload (RFC 7741 section 4.2) read and rewritten in place: the payload descriptor and, in a packet that
 * starts a key frame, the frame header (RFC 6386 section 9.1).
 *
 * <pre>
 *   |X|R|N|S|R| PID |   always
 *   |I|L|T|K|  RSV  |   with X
 *   |M| picture id  |   with I; 15 bits in two bytes with M
 *   |   TL0PICIDX   |   with L
 *   |TID|Y| KEYIDX  |   with T or K
 * </pre>
 *
 * {@code offset} and {@code length} delimit the RTP payload without padding. Nothing here throws on bad input: absent
 * and malformed are -1 or false. Positions count from the start of the array.
 */
public final class Vp8 {
    /** One past the largest 15-bit picture id. */
    public static final int PICTURE_ID_MODULO = 1 << 15;

    private static final int EXTENDED = 0x80;
    private static final int START_OF_PARTITION = 0x10;
    private static final int PARTITION_INDEX = 0x07;
    private static final int HAS_PICTURE_ID = 0x80;
    private static final int HAS_TL0PICIDX = 0x40;
    private static final int HAS_TEMPORAL_ID = 0x20;
    private static final int HAS_KEY_INDEX = 0x10;
    private static final int LONG_PICTURE_ID = 0x80;
    private static final int LAYER_SYNC = 0x20;
    /** Frame tag, start code and two 16-bit sizes. */
    private static final int KEY_FRAME_HEADER = 10;

    private static final int START_CODE = 0x9D012A;
    /** The two bits above a size are an upscaling hint for the display, not part of the size. */
    private static final int SIZE_MASK = 0x3FFF;

    private Vp8() {}

    /** Bytes before the VP8 data, 1..6; -1 when the payload ends before or right after them. */
    public static int descriptorLength(byte[] payload, int offset, int length) {
        int position = afterKeyIndex(payload, offset, length);
        return position >= 0 && position < offset + length ? position - offset : -1;
    }

    /** Whether a VP8 partition begins in this packet (the S bit). */
    public static boolean isPartitionStart(byte[] payload, int offset, int length) {
        return descriptorLength(payload, offset, length) > 0 && (payload[offset] & START_OF_PARTITION) != 0;
    }

    /** Whether a frame begins in this packet: the S bit of partition 0. */
    public static boolean isFrameStart(byte[] payload, int offset, int length) {
        return isPartitionStart(payload, offset, length) && (payload[offset] & PARTITION_INDEX) == 0;
    }

    /** Whether a key frame begins in this packet. */
    public static boolean isKeyFrameStart(byte[] payload, int offset, int length) {
        return isFrameStart(payload, offset, length)
                && isKeyFrame(payload, offset + descriptorLength(payload, offset, length));
    }

    /** Whether the frame whose first byte is at {@code frame} is a key frame; for encoded frames outside RTP. */
    public static boolean isKeyFrame(byte[] bytes, int frame) {
        return (bytes[frame] & 1) == 0;
    }

    /**
     * Width and height of the key frame that begins in this packet.
     *
     * @return {@code width << 16 | height}, each 1..16383; -1 when no key frame begins here or its header is cut or
     *     wrong
     */
    public static int keyFrameSize(byte[] payload, int offset, int length) {
        if (!isKeyFrameStart(payload, offset, length)) {
            return -1;
        }
        int descriptor = descriptorLength(payload, offset, length);
        return frameSize(payload, offset + descriptor, length - descriptor);
    }

    /** As {@link #keyFrameSize}, for an encoded frame without a payload descriptor. */
    public static int frameSize(byte[] bytes, int frame, int length) {
        if (length < KEY_FRAME_HEADER
                || !isKeyFrame(bytes, frame)
                || BigEndian.unsigned24(bytes, frame + 3) != START_CODE) {
            return -1;
        }
        int width = littleEndian16(bytes, frame + 6) & SIZE_MASK;
        int height = littleEndian16(bytes, frame + 8) & SIZE_MASK;
        return width == 0 || height == 0 ? -1 : (width << 16) | height;
    }

    /** As {@link VideoSizes} has it. */
    static long size(int frameSize) {
        return frameSize < 0 ? VideoSizes.UNKNOWN : VideoSizes.of(frameSize >> 16, frameSize & 0xFFFF);
    }

    private static int littleEndian16(byte[] bytes, int position) {
        return BigEndian.unsigned8(bytes, position) | (BigEndian.unsigned8(bytes, position + 1) << 8);
    }

    /** Where the picture id is, -1 for none. */
    public static int pictureIdPosition(byte[] payload, int offset, int length) {
        int position = offset + 2;
        return descriptorLength(payload, offset, length) > 0 && has(payload, offset, HAS_PICTURE_ID) ? position : -1;
    }

    /** Whether the picture id at a position from {@link #pictureIdPosition} has 15 bits in two bytes, not 7 in one. */
    public static boolean isLongPictureId(byte[] payload, int position) {
        return (payload[position] & LONG_PICTURE_ID) != 0;
    }

    /** The picture id, 0..32767 (0..127 in the short form), -1 for none. */
    public static int pictureId(byte[] payload, int offset, int length) {
        int position = pictureIdPosition(payload, offset, length);
        if (position < 0) {
            return -1;
        }
        return isLongPictureId(payload, position)
                ? BigEndian.unsigned16(payload, position) & (PICTURE_ID_MODULO - 1)
                : BigEndian.unsigned8(payload, position);
    }

    /**
     * Overwrites the picture id at {@code position} in the form it has; the short form keeps the low seven bits.
     *
     * @param position from {@link #pictureIdPosition}, not -1
     */
    public static void setPictureId(byte[] payload, int position, int pictureId) {
        if (isLongPictureId(payload, position)) {
            BigEndian.put16(payload, position, (LONG_PICTURE_ID << 8) | (pictureId & (PICTURE_ID_MODULO - 1)));
        } else {
            payload[position] = (byte) (pictureId & 0x7F);
        }
    }

    /** Where TL0PICIDX (one byte, the running number of base-layer frames) is, -1 for none. */
    public static int tl0PicIdxPosition(byte[] payload, int offset, int length) {
        boolean present = descriptorLength(payload, offset, length) > 0 && has(payload, offset, HAS_TL0PICIDX);
        return present ? afterPictureId(payload, offset, length) : -1;
    }

    /** Where KEYIDX (the lower five bits of the byte, the running number of key frames) is, -1 for none. */
    public static int keyIndexPosition(byte[] payload, int offset, int length) {
        boolean present = descriptorLength(payload, offset, length) > 0 && has(payload, offset, HAS_KEY_INDEX);
        return present ? afterTl0PicIdx(payload, offset, length) : -1;
    }

    /** The temporal layer, 0..3, -1 for none. */
    public static int temporalId(byte[] payload, int offset, int length) {
        int position = temporalPosition(payload, offset, length);
        return position < 0 ? -1 : BigEndian.unsigned8(payload, position) >> 6;
    }

    /** Whether a receiver of lower temporal layers may switch up to this frame's layer here (the Y bit). */
    public static boolean isLayerSync(byte[] payload, int offset, int length) {
        int position = temporalPosition(payload, offset, length);
        return position >= 0 && (payload[position] & LAYER_SYNC) != 0;
    }

    private static int temporalPosition(byte[] payload, int offset, int length) {
        boolean present = descriptorLength(payload, offset, length) > 0 && has(payload, offset, HAS_TEMPORAL_ID);
        return present ? afterTl0PicIdx(payload, offset, length) : -1;
    }

    private static boolean has(byte[] payload, int offset, int flag) {
        return (payload[offset] & EXTENDED) != 0 && (payload[offset + 1] & flag) != 0;
    }

    /** Position after the flags and the picture id, -1 when they do not fit. */
    private static int afterPictureId(byte[] payload, int offset, int length) {
        if (length < 1) {
            return -1;
        }
        if ((payload[offset] & EXTENDED) == 0) {
            return offset + 1;
        }
        if (length < 2) {
            return -1;
        }
        int position = offset + 2;
        if (!has(payload, offset, HAS_PICTURE_ID)) {
            return position;
        }
        return position < offset + length ? position + (isLongPictureId(payload, position) ? 2 : 1) : -1;
    }

    private static int afterTl0PicIdx(byte[] payload, int offset, int length) {
        int position = afterPictureId(payload, offset, length);
        return position >= 0 && has(payload, offset, HAS_TL0PICIDX) ? position + 1 : position;
    }

    private static int afterKeyIndex(byte[] payload, int offset, int length) {
        int position = afterTl0PicIdx(payload, offset, length);
        return position >= 0 && has(payload, offset, HAS_TEMPORAL_ID | HAS_KEY_INDEX) ? position + 1 : position;
    }
}
