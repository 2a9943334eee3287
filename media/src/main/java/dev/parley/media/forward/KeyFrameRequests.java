package dev.parley.media.forward;

/**
 * Decides when a publisher is asked for a key frame. Many players may want one at once, and each key frame costs them
 * all bandwidth, so at most one request goes out in {@value #INTERVAL_MILLIS} ms; one that comes too early is kept and
 * sent when its time has come, so that no player waits for the encoder's own interval.
 */
final class KeyFrameRequests {

    static final long INTERVAL_MILLIS = 500;

    /** A request that brought no key frame is repeated after this: the request itself may have been lost. */
    static final long RETRY_MILLIS = 1_000;

    private boolean wanted;
    private boolean asked;
    private boolean pending;
    private long lastAsked;

    void want() {
        wanted = true;
    }

    /** Whether to ask now; counts as asked when it says yes. */
    boolean shouldAsk(long now) {
        boolean due = wanted && (!asked || now - lastAsked >= INTERVAL_MILLIS);
        boolean retry = asked && !wanted && pending && now - lastAsked >= RETRY_MILLIS;
        if (!due && !retry) {
            return false;
        }
        wanted = false;
        asked = true;
        pending = true;
        lastAsked = now;
        return true;
    }

    /** A key frame arrived: every request made before it is answered. */
    void answered() {
        wanted = false;
        pending = false;
    }
}
