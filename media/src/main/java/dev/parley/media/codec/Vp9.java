package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * A VP9 RTP payload (RFC 9628) read and rewritten in place, and the head of the frame in it (VP9 bitstream
 * specification, section 6.2). {@code offset} and {@code length} delimit the RTP payload without padding. Nothing here
 * throws on bad input: absent and malformed are -1 or false.
 */
public final class Vp9 {
    private static final int HAS_PICTURE_ID = 0x80;
    private static final int HAS_LAYERS = 0x20;
    private static final int FLEXIBLE = 0x10;
    private static final int LONG_PICTURE_ID = 0x80;
    private static final int FRAME_MARKER = 2;
    private static final int SYNC_CODE = 0x498342;
    private static final int SRGB = 7;

    private Vp9() {}

    /** Whether a key picture begins in this packet. */
    public static boolean isKeyFrameStart(byte[] payload, int offset, int length) {
        Vp9Descriptor descriptor = new Vp9Descriptor();
        return descriptor.parse(payload, offset, length) && isKeyFrameStart(descriptor);
    }

    private static boolean isKeyFrameStart(Vp9Descriptor descriptor) {
        return descriptor.beginsFrame() && !descriptor.isInterPredicted() && descriptor.spatialId() == 0;
    }

    /**
     * The size of the key picture that begins in this packet, in the highest of its spatial layers when the payload
     * tells them.
     *
     * @return as {@link VideoSizes} has it
     */
    public static long keyFrameSize(byte[] payload, int offset, int length) {
        Vp9Descriptor descriptor = new Vp9Descriptor();
        return descriptor.parse(payload, offset, length) && isKeyFrameStart(descriptor)
                ? keyFrameSize(descriptor, payload, offset, length)
                : VideoSizes.UNKNOWN;
    }

    static long keyFrameSize(Vp9Descriptor descriptor, byte[] payload, int offset, int length) {
        return descriptor.structureSize() != VideoSizes.UNKNOWN
                ? descriptor.structureSize()
                : frameSize(payload, offset + descriptor.length(), length - descriptor.length());
    }

    /** The size that the uncompressed header of a key frame tells; {@link VideoSizes#UNKNOWN} for other frames. */
    static long frameSize(byte[] bytes, int frame, int length) {
        BitReader bits = BitReader.plain(bytes, frame, length);
        if (bits.bits(2) != FRAME_MARKER) {
            return VideoSizes.UNKNOWN;
        }
        int profile = bits.bit() | (bits.bit() << 1);
        boolean reserved = profile == 3 && bits.flag();
        boolean repeated = bits.flag();
        boolean inter = bits.flag();
        bits.bits(2); // show_frame, error_resilient_mode
        if (reserved || repeated || inter || bits.bits(24) != SYNC_CODE) {
            return VideoSizes.UNKNOWN;
        }
        skipColors(bits, profile);
        int width = bits.bits(16) + 1;
        int height = bits.bits(16) + 1;
        return bits.failed() ? VideoSizes.UNKNOWN : VideoSizes.of(width, height);
    }

    private static void skipColors(BitReader bits, int profile) {
        boolean subsamplingTold = (profile & 1) != 0;
        if (profile >= 2) {
            bits.bit();
        }
        if (bits.bits(3) == SRGB) {
            bits.bits(subsamplingTold ? 1 : 0);
        } else {
            bits.bits(subsamplingTold ? 4 : 1);
        }
    }

    /** Where the picture id is, in the form {@link Vp8#isLongPictureId} tells; -1 for none. */
    public static int pictureIdPosition(byte[] payload, int offset, int length) {
        int position = offset + 1;
        boolean present = length > 2 && (payload[offset] & HAS_PICTURE_ID) != 0;
        return present ? position : -1;
    }

    /** Where TL0PICIDX (one byte, the running number of base-layer pictures) is, -1 for none. */
    public static int tl0PicIdxPosition(byte[] payload, int offset, int length) {
        if (length < 1 || (payload[offset] & HAS_LAYERS) == 0 || (payload[offset] & FLEXIBLE) != 0) {
            return -1;
        }
        int id = pictureIdPosition(payload, offset, length);
        int pictureIdBytes = id < 0 ? 0 : (BigEndian.unsigned8(payload, id) & LONG_PICTURE_ID) == 0 ? 1 : 2;
        int position = offset + 1 + pictureIdBytes + 1;
        return position < offset + length ? position : -1;
    }
}
