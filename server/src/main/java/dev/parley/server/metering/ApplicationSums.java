package dev.parley.server.metering;

/** Sums over all rooms of a segment (APP-1). */
public final class ApplicationSums {

    /** Minutes of one slot. */
    public static final int SLOT_MINUTES = 5;

    private ApplicationSums() {}

    /** The segment's seconds by column (tiers, robots' behind the others') and slot of the hour. */
    public static long[][] slots(Segment segment) {
        long[][] minutes = new long[Segment.COLUMNS][Segment.MINUTES];
        SegmentCursor cursor = SegmentCursor.minutes(segment, 0, Segment.MINUTES);
        while (cursor.moveToRoom()) {
            cursor.addMinutes(minutes);
        }
        long[][] slots = new long[Segment.COLUMNS][Segment.MINUTES / SLOT_MINUTES];
        for (int column = 0; column < Segment.COLUMNS; column++) {
            for (int minute = 0; minute < Segment.MINUTES; minute++) {
                slots[column][minute / SLOT_MINUTES] += minutes[column][minute];
            }
        }
        return slots;
    }
}
