package dev.parley.server.signaling;

/** How often a session may do something: some times at once, then so many a second. For one thread. */
final class RequestAllowance {

    static final int AT_ONCE = 200;
    static final int PER_SECOND = 50;

    private double left = AT_ONCE;
    private long since;

    RequestAllowance(long now) {
        this.since = now;
    }

    /** Counts one more; false when it is one too many. */
    boolean take(long now) {
        left = Math.min(AT_ONCE, left + (now - since) * PER_SECOND / 1_000.0);
        since = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
