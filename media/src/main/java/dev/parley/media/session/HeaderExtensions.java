package dev.parley.media.session;

/**
 * Negotiated RTP header extension ids (RFC 8285), 1..14, or 0 when not negotiated.
 *
 * @param mid {@code urn:ietf:params:rtp-hdrext:sdes:mid}
 * @param rid {@code urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id}
 * @param repairedRid {@code urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id}
 * @param transportSequence transport-wide congestion control sequence number
 * @param audioLevel {@code urn:ietf:params:rtp-hdrext:ssrc-audio-level} (RFC 6464)
 * @param dependencyDescriptor the frame dependency descriptor of the AV1 RTP specification
 */
public record HeaderExtensions(
        int mid, int rid, int repairedRid, int transportSequence, int audioLevel, int dependencyDescriptor) {

    public static final HeaderExtensions NONE = new HeaderExtensions(0, 0, 0, 0, 0);

    /** Without a dependency descriptor. */
    public HeaderExtensions(int mid, int rid, int repairedRid, int transportSequence, int audioLevel) {
        this(mid, rid, repairedRid, transportSequence, audioLevel, 0);
    }
}
