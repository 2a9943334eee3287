package dev.parley.media.forward;

import dev.parley.media.bandwidth.ArrivalRecorder;
import dev.parley.media.rtcp.ReportBlock;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.session.PeerTransport;
import java.util.ArrayList;
import java.util.List;

/** The RTCP this side sends to one client: reports, and requests about what it publishes. */
final class PeerReports {

    /**
     * What publishers are told they may send (REMB). Browsers probe far below this without being told anything; it
     * bounds what one publisher can ask of every player.
     */
    private static final long PUBLISHER_BITRATE = 5_000_000;

    private final PeerTransport transport;
    private final String canonicalName;
    private final long reporterSsrc;
    private final byte[] compound = new byte[1_400];
    private final RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);

    PeerReports(PeerTransport transport, String canonicalName, long reporterSsrc) {
        this.transport = transport;
        this.canonicalName = canonicalName;
        this.reporterSsrc = reporterSsrc;
    }

    /** Tells a publisher how its streams arrive; says that this side is there when none does. */
    void sendReceiverReports(List<IncomingTrack> incoming, long now) {
        List<ReportBlock> blocks = new ArrayList<>(incoming.size());
        for (IncomingTrack track : incoming) {
            ReportBlock block = track.takeReportBlock(now);
            if (block != null) {
                blocks.add(block);
            }
        }
        int from = 0;
        do {
            int to = Math.min(blocks.size(), from + RtcpWriter.MOST_REPORT_BLOCKS);
            sendReceiverReport(blocks.subList(from, to));
            from = to;
        } while (from < blocks.size());
    }

    private void sendReceiverReport(List<ReportBlock> blocks) {
        writer.reset();
        writer.receiverReport(reporterSsrc, blocks);
        writer.sourceDescription(reporterSsrc, canonicalName);
        if (!blocks.isEmpty()) {
            writer.remb(
                    reporterSsrc,
                    PUBLISHER_BITRATE,
                    blocks.stream().map(ReportBlock::sourceSsrc).toList());
        }
        flush();
    }

    void sendSenderReport(OutgoingTrack track, long now) {
        long ntpTime = track.timeline().reportNtpTime(now);
        writer.reset();
        writer.senderReport(
                track.ssrc(),
                ntpTime,
                track.timeline().reportTimestamp(now),
                track.packets(),
                track.octets(),
                List.of());
        writer.sourceDescription(track.ssrc(), canonicalName);
        flush();
        track.sentReports().add(ntpTime, now);
    }

    void sendNack(long mediaSsrc, int[] sequences, int count) {
        beginFeedback();
        writer.nack(reporterSsrc, mediaSsrc, sequences, count);
        flush();
    }

    /** Tells a publisher when its packets came, for its own estimate. */
    void sendArrivals(ArrivalRecorder arrivals, long mediaSsrc, long now) {
        beginFeedback();
        if (arrivals.write(writer, reporterSsrc, mediaSsrc, now)) {
            flush();
        }
    }

    void sendKeyFrameRequest(long mediaSsrc) {
        beginFeedback();
        writer.pli(reporterSsrc, mediaSsrc);
        flush();
    }

    /** A feedback packet travels behind a receiver report (RFC 4585 §3.1). */
    private void beginFeedback() {
        writer.reset();
        writer.receiverReport(reporterSsrc, List.of());
    }

    private void flush() {
        transport.sendRtcp(compound, writer.length());
    }
}
