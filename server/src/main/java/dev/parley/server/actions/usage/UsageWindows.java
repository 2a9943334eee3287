package dev.parley.server.actions.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The rows of a period query: windows of five minutes for one date, of a day for several; none in the future (APP-2,
 * APP-4).
 *
 * @param firstSecond epoch seconds at which the first window starts
 * @param length seconds of a window
 * @param count number of windows
 */
record UsageWindows(long firstSecond, long length, int count, ZoneOffset offset) {

    static final long SLOT_SECONDS = 300;

    private static final long DAY_SECONDS = 86_400;
    private static final DateTimeFormatter TIME_KEY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** @throws IllegalArgumentException when the offset is not whole slots, so that days would cut slots */
    static UsageWindows of(LocalDate first, LocalDate last, ZoneOffset offset, Instant now) {
        if (offset.getTotalSeconds() % SLOT_SECONDS != 0) {
            throw new IllegalArgumentException("the offset " + offset + " is not a multiple of five minutes");
        }
        long start = first.atStartOfDay().toEpochSecond(offset);
        long end = last.plusDays(1).atStartOfDay().toEpochSecond(offset);
        long length = first.equals(last) ? SLOT_SECONDS : DAY_SECONDS;
        long begun = Math.floorDiv(now.getEpochSecond() - start, length) + 1;
        long count = Math.clamp(begun, 0, (end - start) / length);
        return new UsageWindows(start, length, (int) count, offset);
    }

    long fromSlot() {
        return firstSecond / SLOT_SECONDS;
    }

    /** Exclusive. */
    long toSlot() {
        return fromSlot() + count * slotsPerWindow();
    }

    int slotsPerWindow() {
        return (int) (length / SLOT_SECONDS);
    }

    long second(int window) {
        return firstSecond + window * length;
    }

    String timeKey(int window) {
        return TIME_KEY.format(Instant.ofEpochSecond(second(window)).atOffset(offset));
    }
}
