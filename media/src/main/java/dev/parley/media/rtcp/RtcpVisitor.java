package dev.parley.media.rtcp;

/**
 * What a compound RTCP packet says, one call per fact, in packet order. SSRCs and counters are unsigned 32-bit values
 * in a {@code long}. Arrays passed in belong to the caller of {@link RtcpReader} and are only valid during the call.
 */
public interface RtcpVisitor {
    /**
     * The sender's part of an SR (RFC 3550 section 6.4.1).
     *
     * @param ntpTime all 64 bits, see {@link NtpTime}
     * @param rtpTimestamp the same instant in ticks of the sender's RTP clock
     * @param packets RTP packets sent since the start
     * @param octets payload bytes sent since the start
     */
    default void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {}

    /**
     * One report block of an SR or RR.
     *
     * @param reporterSsrc who reports
     * @param sourceSsrc whose packets the block is about
     * @param fractionLost loss since the previous report, in 1/256
     * @param cumulativeLost loss since the start; negative when duplicates outnumber it
     * @param extendedHighestSequence highest sequence number received, with the number of cycles in the high 16 bits
     * @param jitter in ticks of the source's RTP clock
     * @param lastSenderReport middle 32 bits of the last SR's NTP time, 0 for none
     * @param delaySinceLastSenderReport in 1/65536 s
     */
    default void reportBlock(
            long reporterSsrc,
            long sourceSsrc,
            int fractionLost,
            int cumulativeLost,
            long extendedHighestSequence,
            long jitter,
            long lastSenderReport,
            long delaySinceLastSenderReport) {}

    /** A CNAME item of an SDES packet: {@code length} bytes of UTF-8 at {@code offset} of {@code packet}. */
    default void canonicalName(long ssrc, byte[] packet, int offset, int length) {}

    /** The source left (RFC 3550 section 6.6); called once per source a BYE names. */
    default void bye(long ssrc) {}

    /**
     * One lost packet of a generic NACK (RFC 4585 section 6.2.1). A single datagram can name thousands of them, so a
     * visitor that re-sends keeps its own limit.
     *
     * @param sequence 0..65535
     */
    default void nack(long senderSsrc, long mediaSsrc, int sequence) {}

    /** Picture loss indication (RFC 4585 section 6.3.1): a key frame of {@code mediaSsrc} is wanted. */
    default void pli(long mediaSsrc) {}

    /**
     * Full intra request (RFC 5104 section 4.3.1).
     *
     * @param sequenceNumber 0..255; a repeated number repeats the same request
     */
    default void fir(long mediaSsrc, int sequenceNumber) {}

    /**
     * Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03).
     *
     * @param bitsPerSecond {@link Long#MAX_VALUE} when the stated number is larger than that
     * @param ssrcListOffset where the list of SSRCs it is about starts in {@code packet}
     * @param ssrcCount how many 4-byte SSRCs the list has
     */
    default void remb(long bitsPerSecond, byte[] packet, int ssrcListOffset, int ssrcCount) {}

    /**
     * Transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1).
     *
     * @param feedback stands before its first packet; only valid during the call
     */
    default void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {}
}
