package dev.parley.server.metering;

/**
 * A segment and the hour it belongs to.
 *
 * @param hour hours since the epoch
 */
public record HourlySegment(long sdkAppId, long hour, Segment segment) {

    /** A cursor over the part of this hour inside {@code fromMinute <= minute < toMinute} (minutes since the epoch). */
    SegmentCursor cursor(long fromMinute, long toMinute) {
        long start = hour * Segment.MINUTES;
        int from = (int) Math.max(0, Math.min(Segment.MINUTES, fromMinute - start));
        int to = (int) Math.max(0, Math.min(Segment.MINUTES, toMinute - start));
        return isWhole(hour, fromMinute, toMinute)
                ? SegmentCursor.wholeHour(segment.head())
                : SegmentCursor.minutes(segment, from, to);
    }

    /** Whether a range of minutes covers the hour, so that its heads suffice. */
    static boolean isWhole(long hour, long fromMinute, long toMinute) {
        return fromMinute <= hour * Segment.MINUTES && toMinute >= (hour + 1) * Segment.MINUTES;
    }
}
