package dev.parley.server.participant;

import dev.parley.media.codec.VideoSizes;
import dev.parley.media.rtp.RtpHeader;

/**
 * What has arrived of a stream so far.
 *
 * @param octets of payload
 * @param width of the last key frame, pixels, 0 before the first
 */
public record Received(long packets, long octets, int width, int height) {

    static final Received NOTHING = new Received(0, 0, 0, 0);

    /**
     * With one more packet.
     *
     * @param codecName as in {@code a=rtpmap}
     */
    Received plus(byte[] packet, int length, String codecName) {
        int header = RtpHeader.headerLength(packet, 0, length);
        int payload = Math.max(0, RtpHeader.payloadLength(packet, 0, length));
        long size = payload > 0 && VideoSizes.understands(codecName)
                ? VideoSizes.keyFrameSize(codecName, packet, header, payload)
                : VideoSizes.UNKNOWN;
        boolean unknown = size == VideoSizes.UNKNOWN;
        return new Received(
                packets + 1,
                octets + payload,
                unknown ? width : VideoSizes.width(size),
                unknown ? height : VideoSizes.height(size));
    }
}
