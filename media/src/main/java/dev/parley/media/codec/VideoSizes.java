package dev.parley.media.codec;

import java.util.Locale;
import java.util.Set;

/**
 * Key frames and their picture sizes, whatever the codec: usage is metered by the size seen in the latest key frame
 * (rule MET-6). Codec names are those of SDP, in any case. A codec that is not understood shows no key frames and no
 * sizes.
 */
public final class VideoSizes {

    /** What {@link #keyFrameSize} says of a packet that shows no size. */
    public static final long UNKNOWN = -1;

    /** The highest level of any of these codecs has no longer one; what claims more is no picture. */
    static final int LONGEST_SIDE = 16_384;

    private static final Set<String> UNDERSTOOD = Set.of("VP8", "VP9", "AV1", "H264");

    private VideoSizes() {}

    /** Whether {@link #startsKeyFrame} can ever be true for this codec. */
    public static boolean understands(String codecName) {
        return UNDERSTOOD.contains(codecName.toUpperCase(Locale.ROOT));
    }

    /**
     * The picture size this RTP payload shows.
     *
     * @return to be taken apart by {@link #width} and {@link #height}; {@link #UNKNOWN} when this packet shows none
     */
    public static long keyFrameSize(String codecName, byte[] packet, int payloadOffset, int payloadLength) {
        return switch (codecName.toUpperCase(Locale.ROOT)) {
            case "VP8" -> Vp8.size(Vp8.keyFrameSize(packet, payloadOffset, payloadLength));
            case "VP9" -> Vp9.keyFrameSize(packet, payloadOffset, payloadLength);
            case "AV1" -> Av1.keyFrameSize(packet, payloadOffset, payloadLength);
            case "H264" -> H264.keyFrameSize(packet, payloadOffset, payloadLength);
            default -> UNKNOWN;
        };
    }

    /** Whether a receiver that has nothing yet can start decoding with this packet. */
    public static boolean startsKeyFrame(String codecName, byte[] packet, int payloadOffset, int payloadLength) {
        return switch (codecName.toUpperCase(Locale.ROOT)) {
            case "VP8" -> Vp8.isKeyFrameStart(packet, payloadOffset, payloadLength);
            case "VP9" -> Vp9.isKeyFrameStart(packet, payloadOffset, payloadLength);
            case "AV1" -> Av1.isKeyFrameStart(packet, payloadOffset, payloadLength);
            case "H264" -> H264.isKeyFrameStart(packet, payloadOffset, payloadLength);
            default -> false;
        };
    }

    /** A size to be taken apart again; {@link #UNKNOWN} when a side is not 1..{@link #LONGEST_SIDE}. */
    static long of(int width, int height) {
        return isSide(width) && isSide(height) ? ((long) width << 32) | height : UNKNOWN;
    }

    private static boolean isSide(int pixels) {
        return pixels >= 1 && pixels <= LONGEST_SIDE;
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
