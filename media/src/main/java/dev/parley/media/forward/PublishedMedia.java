package dev.parley.media.forward;

import dev.parley.media.bandwidth.ArrivalRecorder;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client publishes: its tracks, and what it is told about how they arrive. */
final class PublishedMedia implements IncomingTrack.Upstream {

    private final PeerMedia.Listener listener;
    private final StreamRouter router = new StreamRouter();
    private @Nullable PeerReports reports;
    private int numberExtension;
    private @Nullable ArrivalRecorder arrivals;
    private long nacked;
    private long keyFramesAsked;
    private long expectedOfEnded;
    private long receivedOfEnded;

    PublishedMedia(PeerMedia.Listener listener) {
        this.listener = listener;
    }

    void use(PeerReports sender) {
        reports = sender;
    }

    /** See {@link PeerMedia#receive}. */
    List<IncomingTrack> receive(TrackDescription description) {
        List<IncomingTrack> known = tracksOf(description.mid());
        if (known.isEmpty() || !known.getFirst().description().agreesWith(description)) {
            stopReceiving(description.mid());
            known = begin(description);
        }
        for (IncomingTrack track : known) {
            track.describe(description);
            router.learn(track, description);
        }
        number(description.extensions().transportSequence());
        return known;
    }

    /** The client numbers its packets in this extension and wants to be told how they arrive. */
    private void number(int extension) {
        if (extension != 0) {
            numberExtension = extension;
            arrivals = arrivals == null ? new ArrivalRecorder() : arrivals;
        }
    }

    private List<IncomingTrack> begin(TrackDescription description) {
        List<String> rids = description.rids().isEmpty() ? List.of("") : description.rids();
        List<IncomingTrack> begun = rids.stream()
                .map(rid -> new IncomingTrack(description, rid, this))
                .toList();
        begun.forEach(router::add);
        return begun;
    }

    void stopReceiving(String mid) {
        for (IncomingTrack track : tracksOf(mid)) {
            router.remove(track);
            UplinkCount count = track.total();
            expectedOfEnded += count.expected();
            receivedOfEnded += count.received();
            track.end();
        }
    }

    private List<IncomingTrack> tracksOf(String mid) {
        return router.tracks().stream().filter(track -> track.mid().equals(mid)).toList();
    }

    List<IncomingTrack> tracks() {
        return router.tracks();
    }

    long unrouted() {
        return router.unrouted();
    }

    UplinkCount takeUplink(MediaKind kind) {
        long expected = 0;
        long received = 0;
        for (IncomingTrack track : router.tracks()) {
            if (track.kind() == kind) {
                UplinkCount count = track.takeUplink();
                expected += count.expected();
                received += count.received();
            }
        }
        return new UplinkCount(expected, received);
    }

    /** The packets of all tracks since they began, those that have ended included. */
    UplinkCount total() {
        long expected = expectedOfEnded;
        long received = receivedOfEnded;
        for (IncomingTrack track : router.tracks()) {
            UplinkCount count = track.total();
            expected += count.expected();
            received += count.received();
        }
        return new UplinkCount(expected, received);
    }

    void onRtp(byte[] packet, int length, long now) {
        if (arrivals != null) {
            int at = RtpHeader.findExtension(packet, 0, length, numberExtension);
            if (at >= 0 && RtpHeader.extensionLength(packet, 0, at) == 2) {
                arrivals.onPacket(BigEndian.unsigned16(packet, at), now);
            }
        }
        router.receive(packet, length, now);
    }

    void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long now) {
        for (IncomingTrack track : router.tracks()) {
            if (track.isSource(ssrc)) {
                track.onSenderReport(ntpTime, rtpTimestamp, now);
            }
        }
    }

    /** Asks for what is missing, which is to be seen at every tick while there is anything to be missed. */
    void tick(long now) {
        List<IncomingTrack> tracks = router.tracks();
        for (int index = 0; index < tracks.size(); index++) {
            tracks.get(index).tick(now);
        }
        if (arrivals != null && reports != null && !tracks.isEmpty() && arrivals.isDue(now)) {
            reports.sendArrivals(arrivals, tracks.getFirst().ssrc(), now);
        }
    }

    void report(PeerReports sender, long now) {
        if (!router.tracks().isEmpty()) {
            sender.sendReceiverReports(router.tracks(), now);
        }
    }

    /** Packets it was asked to send again. */
    long nacked() {
        return nacked;
    }

    long keyFramesAsked() {
        return keyFramesAsked;
    }

    @Override
    public void sendNack(long mediaSsrc, int[] sequences, int count) {
        if (reports != null) {
            nacked += count;
            reports.sendNack(mediaSsrc, sequences, count);
        }
    }

    @Override
    public void sendKeyFrameRequest(long mediaSsrc) {
        if (reports != null) {
            keyFramesAsked++;
            reports.sendKeyFrameRequest(mediaSsrc);
        }
    }

    @Override
    public void onPictureSize(IncomingTrack track, int width, int height, long now) {
        listener.onPictureSize(track, width, height, now);
    }
}
