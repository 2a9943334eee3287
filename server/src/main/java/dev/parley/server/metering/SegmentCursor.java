package dev.parley.server.metering;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Walks the rooms of a segment in order. Over a whole hour it reads the head alone; over a part of it it inflates the
 * body and walks both. Between two calls of {@link #moveToRoom} exactly one of the methods that take the room's seconds
 * must be called. Damage is a {@link CorruptSegmentException}.
 */
final class SegmentCursor {

    private static final int MASKS = 1 << Segment.COLUMNS;

    private final byte[] bytes;
    private final ByteCursor head;
    private final @Nullable ByteCursor body;
    private final int fromMinute;
    private final int toMinute;
    private final RoomIdView room = new RoomIdView();
    private int roomsLeft;

    private SegmentCursor(byte[] head, @Nullable ByteCursor body, int fromMinute, int toMinute) {
        Segment.checkEnvelope(head, "a segment's head");
        this.bytes = head;
        this.head = new ByteCursor(head, Segment.CONTENT);
        this.body = body;
        this.fromMinute = fromMinute;
        this.toMinute = toMinute;
        this.roomsLeft = this.head.readSmall(Integer.MAX_VALUE);
    }

    static SegmentCursor wholeHour(byte[] head) {
        return new SegmentCursor(head, null, 0, Segment.MINUTES);
    }

    /** Over {@code fromMinute <= minute of the hour < toMinute}. */
    static SegmentCursor minutes(Segment segment, int fromMinute, int toMinute) {
        return new SegmentCursor(segment.head(), inflate(segment.body()), fromMinute, toMinute);
    }

    /** Moves to the next room; false behind the last. */
    boolean moveToRoom() {
        if (roomsLeft == 0) {
            return false;
        }
        roomsLeft--;
        int lengthAndKind = head.readSmall(2 * Segment.LONGEST_ID + 1);
        int start = head.position();
        head.skip(lengthAndKind >> 1);
        room.set(bytes, start, lengthAndKind >> 1, (lengthAndKind & 1) == 1);
        return true;
    }

    /** The room moved to; changes with the next move. */
    RoomIdView room() {
        return room;
    }

    /** Adds the room's seconds within the range to {@code sums} by column. */
    void addSums(long[] sums) {
        for (int rest = head.readSmall(MASKS - 1); rest != 0; rest &= rest - 1) {
            int column = Integer.numberOfTrailingZeros(rest);
            long total = head.readNumber();
            sums[column] += body == null ? total : addRuns(body, null);
        }
    }

    /** Adds the room's seconds to {@code minutes} by column and minute of the hour, whatever the range. */
    void addMinutes(long[][] minutes) {
        if (body == null) {
            throw new IllegalStateException("opened without the body");
        }
        for (int rest = head.readSmall(MASKS - 1); rest != 0; rest &= rest - 1) {
            head.readNumber();
            addRuns(body, minutes[Integer.numberOfTrailingZeros(rest)]);
        }
    }

    private long addRuns(ByteCursor runs, long @Nullable [] minutes) {
        long sum = 0;
        int minute = 0;
        for (int left = runs.readSmall(Segment.MINUTES); left > 0; left--) {
            int start = minute + runs.readSmall(Segment.MINUTES);
            minute = start + runs.readSmall(Segment.MINUTES);
            long seconds = runs.readNumber();
            if (minute > Segment.MINUTES) {
                throw new CorruptSegmentException("a run leaves its hour");
            }
            sum += seconds * Math.max(0, Math.min(minute, toMinute) - Math.max(start, fromMinute));
            for (int i = start; minutes != null && i < minute; i++) {
                minutes[i] += seconds;
            }
        }
        return sum;
    }

    private static ByteCursor inflate(byte[] body) {
        Segment.checkEnvelope(body, "a segment's body");
        ByteCursor cursor = new ByteCursor(body, Segment.CONTENT);
        byte[] raw = new byte[cursor.readSmall(Integer.MAX_VALUE)];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(body, cursor.position(), body.length - cursor.position());
            int length = 0;
            while (length < raw.length && !inflater.finished() && !inflater.needsInput()) {
                length += inflater.inflate(raw, length, raw.length - length);
            }
            if (length != raw.length) {
                throw new CorruptSegmentException("a segment's body is shorter than it says");
            }
        } catch (DataFormatException e) {
            throw new CorruptSegmentException("a segment's body cannot be inflated: " + e.getMessage());
        }
        return new ByteCursor(raw, 0);
    }
}
