package dev.parley.media.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A visitor that writes down what it hears, one line per fact. */
final class Facts implements RtcpVisitor {
    final List<String> lines = new ArrayList<>();

    static List<String> of(byte[] bytes, int length) {
        Facts facts = new Facts();
        if (!RtcpReader.read(bytes, 0, length, facts)) {
            facts.lines.add("malformed");
        }
        return facts.lines;
    }

    @Override
    public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
        lines.add("sr %x %016x %d %d %d".formatted(ssrc, ntpTime, rtpTimestamp, packets, octets));
    }

    @Override
    public void reportBlock(
            long reporterSsrc,
            long sourceSsrc,
            int fractionLost,
            int cumulativeLost,
            long extendedHighestSequence,
            long jitter,
            long lastSenderReport,
            long delaySinceLastSenderReport) {
        ReportBlock block = new ReportBlock(
                sourceSsrc,
                fractionLost,
                cumulativeLost,
                extendedHighestSequence,
                jitter,
                lastSenderReport,
                delaySinceLastSenderReport);
        lines.add("block %x %s".formatted(reporterSsrc, block));
    }

    @Override
    public void canonicalName(long ssrc, byte[] packet, int offset, int length) {
        lines.add("cname %x %s".formatted(ssrc, new String(packet, offset, length, StandardCharsets.UTF_8)));
    }

    @Override
    public void bye(long ssrc) {
        lines.add("bye %x".formatted(ssrc));
    }

    @Override
    public void nack(long senderSsrc, long mediaSsrc, int sequence) {
        lines.add("nack %x %x %d".formatted(senderSsrc, mediaSsrc, sequence));
    }

    @Override
    public void pli(long mediaSsrc) {
        lines.add("pli %x".formatted(mediaSsrc));
    }

    @Override
    public void fir(long mediaSsrc, int sequenceNumber) {
        lines.add("fir %x %d".formatted(mediaSsrc, sequenceNumber));
    }

    @Override
    public void remb(long bitsPerSecond, byte[] packet, int ssrcListOffset, int ssrcCount) {
        lines.add("remb %d %d".formatted(bitsPerSecond, ssrcCount));
    }

    /** One word per packet: its arrival in ticks since the reference time, or a dash. */
    @Override
    public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
        StringBuilder packets = new StringBuilder();
        int reference = feedback.referenceTime() * TransportFeedback.TICKS_PER_REFERENCE;
        while (feedback.next()) {
            packets.append(feedback.isReceived() ? " " + (feedback.arrivalTicks() - reference) : " -");
        }
        lines.add("twcc %x %x #%d base %d of %d at %d:%s"
                .formatted(
                        senderSsrc,
                        mediaSsrc,
                        feedback.feedbackCount(),
                        feedback.baseSequence(),
                        feedback.statusCount(),
                        feedback.referenceTime(),
                        packets));
    }
}
