package dev.parley.media.forward;

/**
 * Bounds what a player gets repeated: one RTCP packet can name thousands of packets, the same ones as often as it
 * likes, and each costs an encryption and a datagram.
 */
final class RepeatAllowance {

    static final long INTERVAL_MILLIS = 100;

    /** In an interval; about 10 Mbit/s, twice what a publisher is told it may send. */
    static final int MOST_REPEATS = 100;

    private long since;
    private int repeats;

    /** Counts one more; false when it must not be made. */
    boolean take(long now) {
        if (now - since >= INTERVAL_MILLIS) {
            since = now;
            repeats = 0;
        }
        if (repeats == MOST_REPEATS) {
            return false;
        }
        repeats++;
        return true;
    }
}
