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

    /** What the original had brought when it set out, so that a player needs not wait to know what its layers cost. */
    private final Rates rates = new Rates();

    /** What the other thread has made of it; nothing before a player needs it, and when none has for a while. */
    private @Nullable IncomingTrack mirror;

    /** Since when nobody needs the mirror, for the other thread. */
    private long idleSince = Long.MAX_VALUE;

    /** Players who may come to it at any time, for the other thread. */
    private int holders;

    /** Until its first tick says otherwise; written by the other thread, read by the original's. */
    private volatile boolean played = true;

    /** Whether the other thread has given it up, so that the next player must have it attached again. */
    private boolean givenUp;

    RelayedTrack(IncomingTrack original) {
        this.original = original;
        this.description = original.description();
        this.rid = original.rid();
        rates.continueFrom(original.reading.rates);
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
        made.reading.rates.continueFrom(rates);
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

    void hold() {
        holders++;
    }

    void release() {
        if (holders == 0) {
            throw new IllegalStateException("released more often than held");
        }
        holders--;
    }

    /** Whether a player on the other thread takes its packets now, as of that thread's last tick; for any thread. */
    boolean isPlayed() {
        return played;
    }

    /** Looks who needs it. */
    void tick(long now) {
        IncomingTrack known = mirror;
        played = known != null && known.isTaken();
        boolean needed = known == null || played || holders > 0;
        idleSince = needed ? Long.MAX_VALUE : Math.min(idleSince, now);
    }

    /** Whether nobody has needed it for that long, as of the last tick. */
    boolean isIdle(long now, long millis) {
        return idleSince != Long.MAX_VALUE && now - idleSince >= millis;
    }
}
