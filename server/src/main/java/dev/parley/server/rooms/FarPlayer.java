package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.RelayedTrack;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A player whose connection is on another worker, as its room sees it; its other half there is a {@link Visitor}. The
 * two talk by tasks for each other's thread, in order, and neither waits. Touched by the room's owner thread only.
 */
final class FarPlayer {

    private final Participant participant;
    private final Annex annex;
    private final Visitor visitor;
    private boolean gone;

    FarPlayer(Participant participant, Annex annex, long reporterSsrc, long now) {
        this.participant = participant;
        this.annex = annex;
        this.visitor = new Visitor(this, annex, participant.sessionId(), reporterSsrc, now);
    }

    Participant participant() {
        return participant;
    }

    /** Where its connection is. */
    Annex annex() {
        return annex;
    }

    /** Opens its connection; complete, on the other thread, with what the client is to be told. */
    CompletableFuture<LocalPeer> open(RemotePeer remote) {
        CompletableFuture<LocalPeer> opened = new CompletableFuture<>();
        atVisitor(there -> there.open(remote, opened));
        return opened;
    }

    /** See {@link dev.parley.media.forward.PeerMedia#send}. */
    FarTrack send(TrackDescription description, long stallTimeout, long ssrc, long rtxSsrc, int firstSequence) {
        FarTrack track = new FarTrack(this, description, ssrc, rtxSsrc);
        atVisitor(there -> there.send(track, description, stallTimeout, ssrc, rtxSsrc, firstSequence));
        return track;
    }

    /** Restarts its ICE; empty when its connection is over meanwhile. */
    CompletableFuture<Optional<LocalPeer>> restart(IceCredentials credentials) {
        CompletableFuture<Optional<LocalPeer>> restarted = new CompletableFuture<>();
        atVisitor(there -> there.restart(credentials, restarted));
        return restarted;
    }

    /** When its client last proved that it is there, as the other worker knew a few milliseconds ago. */
    long lastHeard() {
        return visitor.lastHeard();
    }

    /** What the other worker last saw of its media. */
    ClientSample sample() {
        return visitor.sample();
    }

    /** Ends its connection; nothing that is told of it counts any more. */
    void release() {
        gone = true;
        atVisitor(Visitor::release);
    }

    RelayedTrack carry(IncomingTrack source) {
        return annex.relay().carry(source);
    }

    void atVisitor(Consumer<Visitor> task) {
        annex.there().execute(() -> task.accept(visitor));
    }

    /** Takes what the visitor tells, unless the player has left. */
    void hear(Runnable news) {
        if (!gone) {
            news.run();
        }
    }

    void onConnected(long now) {
        participant.onConnected(now);
    }

    void onClosed(@Nullable Exception failure) {
        participant.onClosed(failure);
    }
}
