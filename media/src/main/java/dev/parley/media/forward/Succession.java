package dev.parley.media.forward;

import org.jspecify.annotations.Nullable;

/**
 * Whose packets one track takes: the present source's, until the one that is to follow it can be entered. A source is
 * entered behind all that it had brought when it was chosen. One thread.
 */
final class Succession {

    private final PacketSink sink;
    private @Nullable IncomingTrack present;
    private @Nullable IncomingTrack next;
    private @Nullable Entrance entrance;
    private @Nullable Entrance nextEntrance;

    /** The present source has made way before the next can be entered. */
    private boolean gaveWay;

    /** @param sink gets the packets of both sources, and hears of their end */
    Succession(PacketSink sink) {
        this.sink = sink;
    }

    /** Null for none. */
    @Nullable
    IncomingTrack present() {
        return present;
    }

    /** Null for none. */
    @Nullable
    IncomingTrack next() {
        return next;
    }

    /** The one whose key frame is what the player waits for, if it waits. */
    @Nullable
    IncomingTrack awaited() {
        return gaveWay ? next : present;
    }

    /** Takes packets of {@code source} as soon as it can be entered. */
    void begin(IncomingTrack source) {
        IncomingTrack before = present;
        present = source;
        entrance = Entrance.behind(source);
        if (before != source) {
            source.attach(sink);
        }
    }

    /** Takes packets of the present source as soon as it can be entered again; false when there is none. */
    boolean beginAgain() {
        if (present != null) {
            begin(present);
        }
        return present != null;
    }

    /** The present source goes on until {@code source} can be entered. */
    void follow(IncomingTrack source) {
        next = source;
        nextEntrance = Entrance.behind(source);
        source.attach(sink);
    }

    /**
     * The present source stops now, before the next can be entered.
     *
     * @return false when there is no next one, or it has stopped already
     */
    boolean giveWay() {
        if (next == null || gaveWay) {
            return false;
        }
        gaveWay = true;
        return true;
    }

    /**
     * Nothing is to follow the present source.
     *
     * @return whether that had stopped and has to be entered again
     */
    boolean forgetNext() {
        if (next != null) {
            next.detach(sink);
            next = null;
        }
        boolean again = gaveWay;
        gaveWay = false;
        return again && beginAgain();
    }

    /** Takes packets from nowhere. */
    void end() {
        forgetNext();
        if (present != null) {
            present.detach(sink);
            present = null;
        }
    }

    /** Whether packets of that source are looked at: somebody who heard of this very one may have left it. */
    boolean isHeard(IncomingTrack source) {
        return source == next || (source == present && !gaveWay);
    }

    /** Whether a packet that begins a key frame may be the first one of that source. */
    boolean admits(IncomingTrack source, MediaPacket packet) {
        Entrance open = source == next ? nextEntrance : entrance;
        return open == null || open.admits(source, packet);
    }

    /**
     * The first packet of that source is taken.
     *
     * @return whether it takes another's place
     */
    boolean enter(IncomingTrack source) {
        boolean follows = source == next;
        if (follows) {
            if (present != null) {
                present.detach(sink);
            }
            present = source;
            entrance = nextEntrance;
            next = null;
            gaveWay = false;
        }
        return follows;
    }
}
