package dev.parley.media.rtcp;

/**
 * One report block of an SR or RR (RFC 3550 section 6.4.1).
 *
 * @param sourceSsrc whose packets it is about, unsigned 32 bits
 * @param fractionLost loss since the previous report in 1/256, 0..255
 * @param cumulativeLost loss since the start, -2^23..2^23-1
 * @param extendedHighestSequence highest sequence number received, cycles in the high 16 of 32 bits
 * @param jitter in ticks of the source's RTP clock, unsigned 32 bits
 * @param lastSenderReport middle 32 bits of the last SR's NTP time, 0 for none
 * @param delaySinceLastSenderReport in 1/65536 s, 0 for none
 */
public record ReportBlock(
        long sourceSsrc,
        int fractionLost,
        int cumulativeLost,
        long extendedHighestSequence,
        long jitter,
        long lastSenderReport,
        long delaySinceLastSenderReport) {}
