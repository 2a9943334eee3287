package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.RelayedTrack;
import dev.parley.media.forward.TrackMirrors;
import dev.parley.media.forward.TrackRelay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the large rooms of one worker have players on one other worker: each packet goes there once, decrypted, and is
 * encrypted there for each of them. The rooms' thread calls {@link #relay}; the rest is the other thread's, but for the
 * two workers, by whose {@code execute} the threads reach each other.
 */
final class Annex {

    private static final Logger LOG = LoggerFactory.getLogger(Annex.class);

    private final RoomWorker home;
    private final RoomWorker there;
    private final TrackRelay relay;
    private final TrackMirrors mirrors;
    private final List<Visitor> visitors = new ArrayList<>();

    /**
     * @param home has the rooms
     * @param there has the players; not started yet
     */
    Annex(RoomWorker home, RoomWorker there) {
        this.home = home;
        this.there = there;
        this.relay = new TrackRelay(home, there, there::now);
        this.mirrors = relay.mirrors();
        there.everyTick(this::tick);
    }

    RoomWorker home() {
        return home;
    }

    RoomWorker there() {
        return there;
    }

    TrackRelay relay() {
        return relay;
    }

    IncomingTrack mirrorOf(RelayedTrack track) {
        return mirrors.mirrorOf(track);
    }

    /** As {@link #mirrorOf}, for a player that may come to it at any time, until it lets go. */
    IncomingTrack hold(RelayedTrack track) {
        return mirrors.hold(track);
    }

    void letGo(RelayedTrack track) {
        mirrors.release(track);
    }

    @Nullable
    IncomingTrack originalOf(@Nullable IncomingTrack mirror) {
        return mirrors.originalOf(mirror);
    }

    List<Visitor> visitors() {
        return visitors;
    }

    void add(Visitor visitor) {
        visitors.add(visitor);
    }

    void remove(Visitor visitor) {
        visitors.remove(visitor);
    }

    private void tick(long now) {
        mirrors.tick(now);
        for (int index = visitors.size() - 1; index >= 0; index--) {
            Visitor visitor = visitors.get(index);
            try {
                visitor.tick(now);
            } catch (RuntimeException failure) {
                LOG.error("a player is sent home after a failure; it may enter again", failure);
                visitors.remove(index);
                visitor.onClosed(failure);
            }
        }
    }
}
