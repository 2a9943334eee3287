package dev.parley.media.codec;

import java.util.List;

/**
 * Cuts encoded frames into RTP payloads. All payloads of one frame share its timestamp, and the last one carries the
 * marker for video. One instance per stream, for one thread.
 */
public sealed interface Packetizer permits Vp8Packetizer, H264Packetizer, OpusPacketizer {
    /** Leaves room for IP, UDP, SRTP, the RTP header and its extensions in the smallest common MTU, 1280 bytes. */
    int LARGEST_PAYLOAD = 1160;

    /** Longest frame taken. */
    int LARGEST_FRAME = 8 << 20;

    /**
     * The payloads of one frame, in order, each at most {@link #LARGEST_PAYLOAD} bytes.
     *
     * @throws IllegalArgumentException when the frame is empty, longer than {@link #LARGEST_FRAME} or not of this codec
     */
    List<byte[]> packetize(byte[] frame, int offset, int length);

    /** Throws when the frame has no acceptable length. */
    static void requireFrame(int length) {
        if (length < 1 || length > LARGEST_FRAME) {
            throw new IllegalArgumentException("a frame has 1 to " + LARGEST_FRAME + " bytes, not " + length);
        }
    }
}
