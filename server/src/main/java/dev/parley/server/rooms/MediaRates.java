package dev.parley.server.rooms;

/**
 * How fast media went during the last second it was looked at.
 *
 * @param packetsIn media packets that arrived in a second
 * @param bitsIn bits of them in a second
 * @param packetsOut media packets sent in a second
 * @param bitsOut bits of their payloads in a second
 * @param lostPercent of the packets that clients sent, those that did not arrive
 */
public record MediaRates(long packetsIn, long bitsIn, long packetsOut, long bitsOut, double lostPercent) {

    static final MediaRates NONE = new MediaRates(0, 0, 0, 0, 0);

    private static final long MILLIS = 1_000;
    private static final double HUNDRED = 100;

    /**
     * @param spanMillis how long it took to count {@code counts}; 0 when nobody knows
     * @param bitsIn as measured
     */
    static MediaRates of(MediaCounts counts, long spanMillis, long bitsIn) {
        if (spanMillis <= 0) {
            return NONE;
        }
        long lost = Math.max(0, counts.packetsLost());
        long expected = counts.packetsIn() + lost;
        return new MediaRates(
                counts.packetsIn() * MILLIS / spanMillis,
                bitsIn,
                counts.packetsOut() * MILLIS / spanMillis,
                counts.bytesOut() * Byte.SIZE * MILLIS / spanMillis,
                expected == 0 ? 0 : Math.round(lost * HUNDRED * HUNDRED / expected) / HUNDRED);
    }
}
