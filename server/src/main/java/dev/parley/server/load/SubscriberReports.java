package dev.parley.server.load;

import dev.parley.media.rtcp.ReportBlock;
import dev.parley.media.rtcp.RtcpWriter;
import java.util.ArrayList;
import java.util.List;

/** What a subscriber tells the server: reports and bandwidth each second, and what it misses at once. */
final class SubscriberReports {

    private static final long REPORT_MILLIS = 1_000;

    /** Key frames are asked for no more often. */
    private static final long KEY_FRAME_MILLIS = 500;

    /** The sender of reports that sends no media. */
    private static final long OWN_SSRC = 1;

    private static final long LEAST_BANDWIDTH = 1_000_000;

    private final Subscriber subscriber;
    private final LoadPlan plan;
    private final byte[] compound = new byte[1_200];
    private final RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
    private long nextReport;
    private long nextKeyFrame;
    private long bytes;

    SubscriberReports(Subscriber subscriber, LoadPlan plan) {
        this.subscriber = subscriber;
        this.plan = plan;
    }

    /** Sets when the first report is due. */
    void start(long millis) {
        nextReport = millis;
    }

    void arrived(int length) {
        bytes += length;
    }

    /** Sends what is due each second. */
    void tick(long millis, List<ReceivedStream> streams) {
        if (millis < nextReport) {
            return;
        }
        nextReport = millis + REPORT_MILLIS;
        List<ReportBlock> blocks = new ArrayList<>(streams.size());
        List<Long> sources = new ArrayList<>(streams.size());
        for (ReceivedStream stream : streams) {
            blocks.add(stream.statistics().takeReportBlock(millis));
            sources.add(stream.ssrc());
        }
        writer.reset();
        writer.receiverReport(OWN_SSRC, blocks);
        if (plan.feedback() != BandwidthFeedback.NONE && !sources.isEmpty()) {
            writer.remb(OWN_SSRC, Math.max(LEAST_BANDWIDTH, 2 * 8 * bytes * 1_000 / REPORT_MILLIS), sources);
        }
        bytes = 0;
        send();
    }

    /** Asks for what a stream misses. */
    void ask(ReceivedStream stream, long millis) {
        int[] wanted = stream.wanted(millis);
        if (wanted.length > 0) {
            subscriber.counters().sequencesAsked += wanted.length;
            writer.reset();
            writer.nack(OWN_SSRC, stream.ssrc(), wanted, wanted.length);
            send();
        }
        if (millis >= nextKeyFrame && stream.needsKeyFrame()) {
            nextKeyFrame = millis + KEY_FRAME_MILLIS;
            writer.reset();
            writer.pli(OWN_SSRC, stream.ssrc());
            send();
        }
    }

    private void send() {
        subscriber.counters().feedbackPackets++;
        subscriber.sendRtcp(compound, writer.length());
    }
}
