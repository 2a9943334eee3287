package dev.parley.server.rooms;

import java.util.IdentityHashMap;

/** How fast one client's tracks go, from totals noted at intervals. As large as its tracks. Used by one thread. */
final class TrackRates {

    private static final long MILLIS = 1_000;

    private static final class Rate {
        private long total;
        private long perSecond;
        private int round;
    }

    private final IdentityHashMap<Object, Rate> rates = new IdentityHashMap<>();
    private int round;
    private long spanMillis;

    /** Begins a look at all tracks, so long after the last one; 0 when there was none. */
    void begin(long passed) {
        round++;
        spanMillis = passed;
    }

    /** @param total of whatever is measured, ascending; less than before when the track has started anew */
    void note(Object track, long total) {
        Rate rate = rates.get(track);
        if (rate == null) {
            rate = new Rate();
            rates.put(track, rate);
        } else if (spanMillis > 0) {
            rate.perSecond = Math.max(0, total - rate.total) * MILLIS / spanMillis;
        }
        rate.total = total;
        rate.round = round;
    }

    /** Ends the look: what was not noted is gone. */
    void end() {
        rates.values().removeIf(rate -> rate.round != round);
    }

    /** During the last interval, in a second; 0 for tracks that are not known or have only begun. */
    long perSecond(Object track) {
        Rate rate = rates.get(track);
        return rate == null ? 0 : rate.perSecond;
    }
}
