package dev.parley.media.forward;

import dev.parley.media.bandwidth.SendSideEstimator;
import dev.parley.media.rtcp.TransportFeedback;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client plays: the tracks sent to it, and what it says about how they arrive. */
final class PlayedMedia implements PacedEgress.Listener {

    /** How often is looked at what has time. Stalls are seen when due; what waits, and probes, go at each tick. */
    private static final long LOOK_MILLIS = 20;

    private final FlowListener flow;
    private final Runnable wake;
    private final List<OutgoingTrack> tracks = new ArrayList<>();
    private final ScratchPackets scratch = new ScratchPackets();
    private @Nullable PacedEgress egress;
    private final LayerSelection selection = new LayerSelection();
    private final DroppedPictures droppedPictures = new DroppedPictures();
    private int sent;
    private long nacks;
    private long keyFrameRequests;
    private long packetsOfEnded;
    private long octetsOfEnded;
    private long repeatsOfEnded;
    private int roundTripMillis = -1;
    private long nextLook;
    private boolean probing;

    /** @param wake said when {@link #tick} has something to do before it was due */
    PlayedMedia(FlowListener flow, Runnable wake) {
        this.flow = flow;
        this.wake = wake;
    }

    void use(PeerTransport transport) {
        egress = new PacedEgress(transport, this);
    }

    private PacedEgress egress() {
        PacedEgress known = egress;
        if (known == null) {
            throw new IllegalStateException("the transport is given before a track is sent");
        }
        return known;
    }

    OutgoingTrack send(TrackDescription description, long stallTimeout, long ssrc, long rtxSsrc, int firstSequence) {
        PacedEgress way = egress();
        way.number(description.extensions().transportSequence());
        OutgoingTrack track =
                new OutgoingTrack(description, way, scratch, flow, stallTimeout, ssrc, rtxSsrc, firstSequence);
        tracks.add(track);
        sent++;
        return track;
    }

    int sent() {
        return sent;
    }

    void stopSending(OutgoingTrack track) {
        track.stop();
        selection.forget(track);
        droppedPictures.forget(track);
        if (tracks.remove(track)) {
            packetsOfEnded += track.packets();
            octetsOfEnded += track.octets();
            repeatsOfEnded += track.repeats();
        }
    }

    List<OutgoingTrack> tracks() {
        return tracks;
    }

    int roundTripMillis() {
        return roundTripMillis;
    }

    /** What the way to the client carries, in bit/s; -1 when it doesn't tell. */
    long estimate() {
        SendSideEstimator known = egress == null ? null : egress.estimator();
        return known == null || !known.hasEstimate() ? -1 : known.targetBitrate();
    }

    void onConnected() {
        for (OutgoingTrack track : tracks) {
            track.requestKeyFrame();
        }
    }

    /** Does what is due; returns when there is more to do, unless {@link #onWaiting} comes first. */
    long tick(long now) {
        if (now >= nextLook || probing) {
            look(now);
        }
        PacedEgress way = egress();
        way.tick(now);
        return probing || way.isWaiting() ? now : nextLook;
    }

    private void look(long now) {
        nextLook = now + LOOK_MILLIS;
        for (int index = 0; index < tracks.size(); index++) {
            nextLook = Math.min(nextLook, tracks.get(index).tick(now));
        }
        PacedEgress way = egress();
        SendSideEstimator estimator = way.estimator();
        if (estimator != null) {
            selection.tick(tracks, estimator, now);
            if (estimator.hasEstimate() && selection.isSettled(now)) {
                way.pace(estimator.targetBitrate(), estimator.isCongested());
            }
            probe(estimator, now);
        }
        droppedPictures.tick(way.isWaiting(), now);
    }

    /** See {@link PeerMedia#choose}. */
    void choose(OutgoingTrack track, List<IncomingTrack> layers, int priority) {
        selection.leave(track, layers, priority);
    }

    /** Sends what only finds out how much the way carries; it needs a stream whose packets may carry nothing. */
    private void probe(SendSideEstimator estimator, long now) {
        int bytes = estimator.probeBytes(now);
        for (int index = 0; bytes > 0 && index < tracks.size(); index++) {
            for (int sent = 1; bytes > 0 && sent > 0; bytes -= sent) {
                sent = tracks.get(index).pad(bytes, now);
            }
        }
        probing = estimator.isProbing();
    }

    void report(PeerReports sender, long now) {
        for (int index = 0; index < tracks.size(); index++) {
            if (tracks.get(index).hasNews()) {
                sender.sendSenderReport(tracks.get(index), now);
            }
        }
    }

    void onReportBlock(long ssrc, int fractionLost, long lastSenderReport, long delaySinceLastSenderReport, long now) {
        OutgoingTrack track = trackOf(ssrc);
        if (track == null) {
            return;
        }
        int proved = track.sentReports().roundTripMillis(lastSenderReport, delaySinceLastSenderReport, now);
        roundTripMillis = proved < 0 ? roundTripMillis : proved;
        SendSideEstimator estimator = egress().estimator();
        if (estimator != null) {
            estimator.onReceiverReport(fractionLost, proved, now);
        }
    }

    void onFeedback(TransportFeedback feedback, long now) {
        SendSideEstimator estimator = egress().estimator();
        if (estimator != null) {
            estimator.onFeedback(feedback, now);
        }
    }

    void onRemb(long bitsPerSecond, long now) {
        egress().estimatorOfReported().onRemb(bitsPerSecond, now);
    }

    void onNack(long ssrc, int sequence, long now) {
        OutgoingTrack track = trackOf(ssrc);
        if (track != null) {
            nacks++;
            track.repeat(sequence, now);
        }
    }

    void onKeyFrameRequest(long ssrc) {
        OutgoingTrack track = trackOf(ssrc);
        if (track != null) {
            keyFrameRequests++;
            track.requestKeyFrame();
        }
    }

    private @Nullable OutgoingTrack trackOf(long ssrc) {
        for (int index = 0; index < tracks.size(); index++) {
            if (tracks.get(index).ssrc() == ssrc) {
                return tracks.get(index);
            }
        }
        return null;
    }

    @Override
    public void onWaiting() {
        wake.run();
    }

    @Override
    public void onDropped(long ssrc, long now) {
        for (int index = 0; index < tracks.size(); index++) {
            OutgoingTrack track = tracks.get(index);
            if (track.ssrc() == ssrc || track.rtxSsrc() == ssrc) {
                droppedPictures.add(track, now);
            }
        }
    }

    /** Packets asked for again. */
    long nacks() {
        return nacks;
    }

    long keyFrameRequests() {
        return keyFrameRequests;
    }

    long packets() {
        long sum = packetsOfEnded;
        for (OutgoingTrack track : tracks) {
            sum += track.packets();
        }
        return sum;
    }

    long repeats() {
        long sum = repeatsOfEnded;
        for (OutgoingTrack track : tracks) {
            sum += track.repeats();
        }
        return sum;
    }

    /** Packets that carried nothing. */
    long padding() {
        return egress == null ? 0 : egress.padding();
    }

    /** See {@link MediaFigures#droppedOut}. */
    long dropped() {
        return egress == null ? 0 : egress.dropped();
    }

    long octets() {
        long sum = octetsOfEnded;
        for (OutgoingTrack track : tracks) {
            sum += track.octets();
        }
        return sum;
    }
}
