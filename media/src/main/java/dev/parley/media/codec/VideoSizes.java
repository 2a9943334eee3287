package dev.parley.media.codec;

/**
 * Key frames and their picture sizes, whatever the codec: usage is metered by the size seen in the latest key frame
 * (rule MET-6). Codec names are those of SDP, in any case. A codec that is not understood shows no key frames and no
 * sizes.
 */
public final class VideoSizes {

    /** What {@link #keyFrameSize} says of a packet that shows no size. */
    public static final long UNKNOWN = -1;

    private static final String VP8_NAME = "VP8";
    private static final String H264_NAME = "H264";

    private VideoSizes() {}

    /** Whether {@link #startsKeyFrame} can ever be true for this codec. */
    public static boolean understands(String codecName) {
        return codecName.equalsIgnoreCase(VP8_NAME) || codecName.equalsIgnoreCase(H264_NAME);
    }

    /**
     * The picture size this RTP payload shows.
     *
     * @return to be taken apart by {@link #width} and {@link #height}; {@link #UNKNOWN} when this packet shows none
     */
    public static long keyFrameSize(String codecName, byte[] packet, int payloadOffset, int payloadLength) {
        if (codecName.equalsIgnoreCase(VP8_NAME)) {
            int size = Vp8.keyFrameSize(packet, payloadOffset, payloadLength);
            return size < 0 ? UNKNOWN : ((long) (size >> 16) << 32) | (size & 0xFFFF);
        }
        return codecName.equalsIgnoreCase(H264_NAME)
                ? H264.keyFrameSize(packet, payloadOffset, payloadLength)
                : UNKNOWN;
    }

    /** Whether a receiver that has nothing yet can start decoding with this packet. */
    public static boolean startsKeyFrame(String codecName, byte[] packet, int payloadOffset, int payloadLength) {
        if (codecName.equalsIgnoreCase(VP8_NAME)) {
            return Vp8.isKeyFrameStart(packet, payloadOffset, payloadLength);
        }
        return codecName.equalsIgnoreCase(H264_NAME) && H264.isKeyFrameStart(packet, payloadOffset, payloadLength);
    }

    /** Pixels per line of a known size. */
    public static int width(long size) {
        return (int) (size >>> 32);
    }

    /** Lines of a known size. */
    public static int height(long size) {
        return (int) size;
    }
}
