package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A track to a client whose connection is on the room's own worker. */
final class NearTrack implements SlotTrack {

    private final PeerMedia media;
    private final OutgoingTrack track;

    NearTrack(PeerMedia media, OutgoingTrack track) {
        this.media = media;
        this.track = track;
    }

    @Override
    public TrackDescription description() {
        return track.description();
    }

    @Override
    public long ssrc() {
        return track.ssrc();
    }

    @Override
    public long rtxSsrc() {
        return track.rtxSsrc();
    }

    @Override
    public boolean isFlowing() {
        return track.isFlowing();
    }

    @Override
    public @Nullable IncomingTrack source() {
        return track.source();
    }

    @Override
    public void play(IncomingTrack source) {
        track.play(source);
    }

    @Override
    public void switchTo(IncomingTrack source) {
        track.switchTo(source);
    }

    @Override
    public void choose(List<IncomingTrack> layers, int priority) {
        media.choose(track, layers, priority);
    }

    @Override
    public void stop() {
        track.stop();
    }

    @Override
    public void close() {
        media.stopSending(track);
    }
}
