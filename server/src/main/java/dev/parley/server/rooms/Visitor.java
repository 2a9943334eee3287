package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import dev.parley.media.forward.RelayedTrack;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a player whose room is on another worker, on the worker that has it. It does what the room decided,
 * and tells the room what came of it and when. Touched by its own worker's thread only, but for {@link #lastHeard}
 * and what the {@link #sample} tells.
 */
final class Visitor implements PeerMedia.Listener {

    /** One of its tracks, the room's decision it is to carry out, and the layers left to it under that decision. */
    private static final class Section {
        final OutgoingTrack track;
        List<RelayedTrack> choice = List.of();
        long decision;

        Section(OutgoingTrack track) {
            this.track = track;
        }
    }

    private final FarPlayer player;
    private final Annex annex;
    private final PeerMedia media;
    private final ClientSample sample;
    private final Map<FarTrack, Section> sections = new HashMap<>();
    private boolean released;

    /** Written by this worker's thread, read by the room's. */
    private volatile long lastHeard;

    /**
     * @param player the room's half, to be used in tasks for the room's thread alone
     * @param now the time of creation, from which silence is measured
     */
    Visitor(FarPlayer player, Annex annex, String canonicalName, long reporterSsrc, long now) {
        this.player = player;
        this.annex = annex;
        this.media = new PeerMedia(this, canonicalName, reporterSsrc);
        this.sample = new ClientSample(media);
        this.lastHeard = now;
    }

    /** Its media as it is looked at once a second; taken by this worker's thread. */
    ClientSample sample() {
        return sample;
    }

    /** When the client last proved that it is there, as of the last tick; for any thread. */
    long lastHeard() {
        return lastHeard;
    }

    void open(RemotePeer remote, CompletableFuture<LocalPeer> opened) {
        try {
            PeerTransport transport = annex.there().open(remote, media);
            media.use(transport);
            annex.add(this);
            opened.complete(transport.local());
        } catch (RuntimeException failure) {
            onClosed(failure);
            opened.completeExceptionally(failure);
        }
    }

    void send(
            FarTrack track,
            TrackDescription description,
            long stallTimeout,
            long ssrc,
            long rtxSsrc,
            int firstSequence) {
        if (media.hasTransport()) {
            sections.put(track, new Section(media.send(description, stallTimeout, ssrc, rtxSsrc, firstSequence)));
        }
    }

    void restart(IceCredentials credentials, CompletableFuture<Optional<LocalPeer>> restarted) {
        if (released || !media.hasTransport()) {
            restarted.complete(Optional.empty());
            return;
        }
        try {
            PeerTransport transport = media.transport();
            RemotePeer renewed = Room.renewed(transport.remote(), credentials);
            restarted.complete(Optional.of(annex.there().restart(transport, renewed)));
        } catch (RuntimeException failure) {
            restarted.completeExceptionally(failure);
        }
    }

    void play(FarTrack track, RelayedTrack source, long decision) {
        IncomingTrack mirror = annex.mirrorOf(source); // also for nobody, so that it is given up in time
        Section section = sections.get(track);
        if (section != null) {
            section.decision = decision;
            section.track.play(mirror);
            choose(section, List.of(), 0);
        }
    }

    void switchTo(FarTrack track, RelayedTrack source) {
        IncomingTrack mirror = annex.mirrorOf(source);
        Section section = sections.get(track);
        if (section != null) {
            section.track.switchTo(mirror);
        }
    }

    /** Which of these layers flows is decided here, by what the way to the client carries. */
    void choose(FarTrack track, List<RelayedTrack> layers, int priority) {
        Section section = sections.get(track);
        if (section != null) {
            choose(section, layers, priority);
        } else {
            layers.forEach(annex::mirrorOf);
        }
    }

    /** Holds what it may come to, and lets go of what it may not any more. */
    private void choose(Section section, List<RelayedTrack> layers, int priority) {
        List<IncomingTrack> mirrors = layers.stream().map(annex::hold).toList();
        section.choice.forEach(annex::letGo);
        section.choice = layers;
        media.choose(section.track, mirrors, priority);
    }

    void stop(FarTrack track, long decision) {
        Section section = sections.get(track);
        if (section != null) {
            section.decision = decision;
            section.track.stop();
            choose(section, List.of(), 0);
        }
    }

    void close(FarTrack track) {
        Section section = sections.remove(track);
        if (section != null) {
            media.stopSending(section.track);
            choose(section, List.of(), 0);
        }
    }

    void release() {
        released = true;
        sections.values().forEach(section -> {
            section.track.stop();
            choose(section, List.of(), 0);
        });
        annex.remove(this);
        if (media.hasTransport()) {
            annex.there().release(media.transport());
        }
    }

    void tick(long now) {
        media.tick(now);
        noteHeard();
    }

    private void noteHeard() {
        long heard = media.transport().lastHeard();
        if (heard > lastHeard) {
            lastHeard = heard;
        }
    }

    private void tell(Runnable news) {
        annex.home().execute(() -> player.hear(news));
    }

    @Override
    public void onConnected(long now) {
        noteHeard();
        tell(() -> player.onConnected(now));
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        tell(() -> player.onClosed(failure));
    }

    /** A player publishes nothing. */
    @Override
    public void onPictureSize(IncomingTrack track, int width, int height, long now) {}

    @Override
    public void onFlowOn(OutgoingTrack track, long now) {
        IncomingTrack source = annex.originalOf(track.source());
        sections.forEach((told, section) -> {
            if (section.track == track && source != null) {
                long decision = section.decision;
                tell(() -> told.onFlowOn(decision, source, now));
            }
        });
    }

    @Override
    public void onFlowOff(OutgoingTrack track, long at) {
        sections.forEach((told, section) -> {
            if (section.track == track) {
                long decision = section.decision;
                tell(() -> told.onFlowOff(decision, at));
            }
        });
    }
}
