package dev.parley.server.rooms;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How fast the tracks to one client go, from totals noted at intervals by one thread; any thread may ask. As large as
 * those tracks.
 */
final class TrackRates {

    private static final long MILLIS = 1_000;

    private static final class Rate {
        private long total;
        private long round;
        private volatile long perSecond;
    }

    private final ConcurrentMap<String, Rate> rates = new ConcurrentHashMap<>();
    private long round;
    private long spanMillis;

    /** Begins a look at all tracks, so long after the last one; 0 when there was none. */
    void begin(long passed) {
        round++;
        spanMillis = passed;
    }

    /**
     * @param mid the section it is sent on
     * @param total of whatever is measured, ascending; less than before when the track has started anew
     */
    void note(String mid, long total) {
        Rate rate = rates.get(mid);
        if (rate == null) {
            rate = new Rate();
            rates.put(mid, rate);
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
    long perSecond(String mid) {
        Rate rate = rates.get(mid);
        return rate == null ? 0 : rate.perSecond;
    }
}
