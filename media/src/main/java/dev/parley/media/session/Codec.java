package dev.parley.media.session;

import java.util.Set;

/**
 * One negotiated payload format, with the payload types the offerer chose.
 *
 * @param name encoding name as in {@code a=rtpmap}: {@code opus}, {@code VP8}, {@code H264}, {@code VP9}, {@code AV1}
 * @param payloadType 0..127
 * @param clockRate RTP ticks per second
 * @param channels 2 for Opus, 1 otherwise
 * @param formatParameters the {@code a=fmtp} text we answer, empty for none
 * @param rtxPayloadType payload type of its retransmission format (RFC 4588), or -1
 * @param redPayloadType payload type of its redundant format (RFC 2198), or -1
 * @param feedback the {@code a=rtcp-fb} values we answer, such as {@code nack pli}
 */
public record Codec(
        String name,
        int payloadType,
        int clockRate,
        int channels,
        String formatParameters,
        int rtxPayloadType,
        int redPayloadType,
        Set<String> feedback) {

    /** Without a redundant format. */
    public Codec(
            String name,
            int payloadType,
            int clockRate,
            int channels,
            String formatParameters,
            int rtxPayloadType,
            Set<String> feedback) {
        this(name, payloadType, clockRate, channels, formatParameters, rtxPayloadType, -1, feedback);
    }

    public boolean hasRed() {
        return redPayloadType >= 0;
    }

    public boolean hasRtx() {
        return rtxPayloadType >= 0;
    }
}
