package dev.parley.media.bandwidth;

/**
 * The standing queue: how much later packets arrive now than those that arrived fastest within the last five to ten
 * seconds, so that a path that became longer for good is soon the new measure.
 */
final class QueueDelay {
    private static final long HALF_MEMORY_MILLIS = 5_000;
    private static final double SMOOTHING = 0.7;
    private static final double FLAT_MILLIS = 15;
    private static final long SETTLED_MILLIS = 1_500;

    private double delay;
    private double smoothed;
    private double least;
    private double leastBefore;
    private long since = Long.MIN_VALUE;
    private double level;
    private long levelSince;

    /** A group took {@code growth} milliseconds longer, or less, than the one before. */
    void add(double growth, long now) {
        delay += growth;
        smoothed = (SMOOTHING * smoothed) + ((1 - SMOOTHING) * delay);
        if (since == Long.MIN_VALUE || now - since > HALF_MEMORY_MILLIS) {
            leastBefore = since == Long.MIN_VALUE ? delay : least;
            least = delay;
            since = now;
        }
        least = Math.min(least, delay);
        if (Math.abs(smoothed - level) > FLAT_MILLIS) {
            level = smoothed;
            levelSince = now;
        }
    }

    /**
     * Takes the present delay for the path's own when it has not moved for a while. A queue would have grown or shrunk;
     * only a full one stays, which is for the caller to exclude.
     */
    void settle(long now) {
        if (now - levelSince > SETTLED_MILLIS) {
            least = Math.max(least, smoothed - FLAT_MILLIS);
            leastBefore = Math.max(leastBefore, least);
        }
    }

    double millis() {
        return Math.max(0, smoothed - Math.min(least, leastBefore));
    }
}
