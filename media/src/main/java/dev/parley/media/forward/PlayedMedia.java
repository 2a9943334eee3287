package dev.parley.media.forward;

import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client plays: the tracks sent to it, and what it says about how they arrive. */
final class PlayedMedia {

    private final OutgoingTrack.FlowListener flow;
    private final List<OutgoingTrack> tracks = new ArrayList<>();
    private final ScratchPackets scratch = new ScratchPackets();
    private @Nullable DirectEgress egress;
    private int sent;
    private long nacks;
    private long keyFrameRequests;
    private long packetsOfEnded;
    private long octetsOfEnded;
    private int roundTripMillis = -1;

    PlayedMedia(OutgoingTrack.FlowListener flow) {
        this.flow = flow;
    }

    void use(PeerTransport transport) {
        egress = new DirectEgress(transport);
    }

    private Egress egress() {
        Egress known = egress;
        if (known == null) {
            throw new IllegalStateException("the transport is given before a track is sent");
        }
        return known;
    }

    OutgoingTrack send(TrackDescription description, long stallTimeout, long ssrc, long rtxSsrc, int firstSequence) {
        OutgoingTrack track =
                new OutgoingTrack(description, egress(), scratch, flow, stallTimeout, ssrc, rtxSsrc, firstSequence);
        tracks.add(track);
        sent++;
        return track;
    }

    int sent() {
        return sent;
    }

    void stopSending(OutgoingTrack track) {
        track.stop();
        if (tracks.remove(track)) {
            packetsOfEnded += track.packets();
            octetsOfEnded += track.octets();
        }
    }

    List<OutgoingTrack> tracks() {
        return tracks;
    }

    int roundTripMillis() {
        return roundTripMillis;
    }

    void onConnected() {
        for (OutgoingTrack track : tracks) {
            track.requestKeyFrame();
        }
    }

    void tick(long now) {
        for (int index = 0; index < tracks.size(); index++) {
            tracks.get(index).tick(now);
        }
    }

    void report(PeerReports sender, long now) {
        for (int index = 0; index < tracks.size(); index++) {
            if (tracks.get(index).hasNews()) {
                sender.sendSenderReport(tracks.get(index), now);
            }
        }
    }

    void onReportBlock(long ssrc, long lastSenderReport, long delaySinceLastSenderReport, long now) {
        OutgoingTrack track = trackOf(ssrc);
        int proved = track == null ? -1 : track.roundTripMillis(lastSenderReport, delaySinceLastSenderReport, now);
        roundTripMillis = proved < 0 ? roundTripMillis : proved;
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

    long octets() {
        long sum = octetsOfEnded;
        for (OutgoingTrack track : tracks) {
            sum += track.octets();
        }
        return sum;
    }
}
