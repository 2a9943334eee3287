package dev.parley.media.forward;

import dev.parley.media.session.TrackDescription;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's track on its way to players of another thread. {@link TrackRelay#carry} gives it out on the track's own
 * thread, {@link TrackMirrors#mirrorOf} takes it on the other; in between it is only handed on.
 */
public final class RelayedTrack {

    private final IncomingTrack original;
    private final TrackDescription description;
    private final String rid;

    /** What the other thread has made of it; nothing before a player asks for it, and when none has for a while. */
    private @Nullable IncomingTrack mirror;

    /** Since when nobody plays the mirror, for the other thread. */
    private long idleSince = Long.MAX_VALUE;

    /** Whether the other thread has given it up, so that the next player must have it attached again. */
    private boolean givenUp;

    RelayedTrack(IncomingTrack original) {
        this.original = original;
        this.description = original.description();
        this.rid = original.rid();
    }

    /** The publisher's own track; on another thread than its own it is a name and nothing else. */
    public IncomingTrack original() {
        return original;
    }

    TrackDescription description() {
        return description;
    }

    String rid() {
        return rid;
    }

    @Nullable
    IncomingTrack mirror() {
        return mirror;
    }

    void begin(IncomingTrack made) {
        mirror = made;
        idleSince = Long.MAX_VALUE;
    }

    void giveUp() {
        mirror = null;
        givenUp = true;
    }

    /** Whether it was given up; asked when it is begun anew, so it is so no longer. */
    boolean takeGivenUp() {
        boolean was = givenUp;
        givenUp = false;
        return was;
    }

    /** Whether nobody has played it for that long. */
    boolean isIdle(long now, long millis) {
        if (mirror == null || mirror.isTaken()) {
            idleSince = Long.MAX_VALUE;
            return false;
        }
        idleSince = Math.min(idleSince, now);
        return now - idleSince >= millis;
    }
}
