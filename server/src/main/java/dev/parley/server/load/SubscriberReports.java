package dev.parley.server.load;

import dev.parley.media.bandwidth.ArrivalRecorder;
import dev.parley.media.rtcp.ReportBlock;
import dev.parley.media.rtcp.RtcpWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a subscriber tells the server: reports each second, arrivals as they are due, and what it misses at once. */
final class SubscriberReports {

    private static final long REPORT_MILLIS = 1_000;

    /** Key frames are asked for no more often. */
    private static final long KEY_FRAME_MILLIS = 500;

    /** The sender of reports that sends no media. */
    private static final long OWN_SSRC = 1;

    /** What a path is said to carry that carries everything here: so many times what comes, and no less than this. */
    private static final int ROOM_LEFT = 4;

    private static final long LEAST_BANDWIDTH = 10_000_000;

    private final Subscriber subscriber;
    private final LoadPlan plan;
    private final byte[] compound = new byte[1_200];
    private final RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
    private long nextReport;
    private long nextKeyFrame;
    private final long bandwidth;
    private @Nullable ArrivalRecorder arrivals;

    SubscriberReports(Subscriber subscriber, LoadPlan plan) {
        this.subscriber = subscriber;
        this.plan = plan;
        VideoShape video = plan.video();
        this.bandwidth = Math.max(LEAST_BANDWIDTH, video == null ? 0 : ROOM_LEFT * video.bitsPerSecond());
    }

    /** Sets when the first report is due. */
    void start(long millis) {
        nextReport = millis;
    }

    /** Notes when a packet came that has a number in the transport-wide sequence. */
    void arrived(int transportSequence, long mediaSsrc, long millis) {
        ArrivalRecorder recorder = arrivals;
        if (recorder == null) {
            recorder = new ArrivalRecorder();
            arrivals = recorder;
        }
        recorder.onPacket(transportSequence, millis);
        tellArrivals(recorder, mediaSsrc, millis);
    }

    private void tellArrivals(ArrivalRecorder recorder, long mediaSsrc, long millis) {
        while (recorder.isDue(millis)) {
            writer.reset();
            if (!recorder.write(writer, OWN_SSRC, mediaSsrc, millis)) {
                return;
            }
            send();
        }
    }

    /** Sends what is due by the clock. */
    void tick(long millis, List<ReceivedStream> streams) {
        ArrivalRecorder recorder = arrivals;
        if (recorder != null && !streams.isEmpty()) {
            tellArrivals(recorder, streams.getFirst().ssrc(), millis);
        }
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
        if (plan.feedback() != BandwidthFeedback.NONE && arrivals == null && !sources.isEmpty()) {
            writer.remb(OWN_SSRC, bandwidth, sources);
        }
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
