package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKind;
import java.util.Arrays;
import java.util.List;

/**
 * Walks many segments at once, one room at a time in the order of ROOM-9: a binary heap of cursors ordered by the room
 * each stands at. Not safe for use by several threads.
 */
final class SegmentMerge {

    private final SegmentCursor[] heap;
    private final RoomIdView current = new RoomIdView();
    private int size;

    private SegmentMerge(List<SegmentCursor> cursors) {
        heap = new SegmentCursor[cursors.size()];
        for (SegmentCursor cursor : cursors) {
            if (cursor.moveToRoom()) {
                siftUp(cursor);
            }
        }
    }

    /** Sums each room over all cursors and hands it out; rooms without a second are left out (ROOM-5). */
    static void sum(List<SegmentCursor> cursors, boolean includeRobots, UsageReader.RoomUsageSink sink) {
        SegmentMerge merge = new SegmentMerge(cursors);
        long[] columns = new long[Segment.COLUMNS];
        long[] row = new long[Tier.COUNT];
        while (merge.size > 0) {
            merge.current.copyFrom(merge.heap[0].room());
            Arrays.fill(columns, 0);
            do {
                merge.heap[0].addSums(columns);
                merge.advanceFirst();
            } while (merge.isAtCurrent());
            if (toRow(columns, includeRobots, row)) {
                RoomKind kind = merge.current.isStringRoom() ? RoomKind.STR : RoomKind.INT;
                sink.room(kind, merge.current.text(), row);
            }
        }
    }

    /** Adds segments of one hour up to one. */
    static Segment compact(List<Segment> segments) {
        SegmentMerge merge = new SegmentMerge(segments.stream()
                .map(segment -> SegmentCursor.minutes(segment, 0, Segment.MINUTES))
                .toList());
        SegmentWriter writer = new SegmentWriter();
        long[][] minutes = new long[Segment.COLUMNS][Segment.MINUTES];
        while (merge.size > 0) {
            RoomIdView room = merge.current;
            room.copyFrom(merge.heap[0].room());
            for (long[] column : minutes) {
                Arrays.fill(column, 0);
            }
            do {
                merge.heap[0].addMinutes(minutes);
                merge.advanceFirst();
            } while (merge.isAtCurrent());
            writer.add(room.isStringRoom(), room.bytes(), room.start(), room.length(), minutes);
        }
        return writer.finish();
    }

    /** Folds twelve columns into six; false when nothing was counted. */
    static boolean toRow(long[] columns, boolean includeRobots, long[] row) {
        long any = 0;
        for (int tier = 0; tier < Tier.COUNT; tier++) {
            row[tier] = columns[tier] + (includeRobots ? columns[Tier.COUNT + tier] : 0);
            any |= row[tier];
        }
        return any != 0;
    }

    private boolean isAtCurrent() {
        return size > 0 && heap[0].room().compareTo(current) == 0;
    }

    private void advanceFirst() {
        SegmentCursor first = heap[0];
        if (!first.moveToRoom()) {
            size--;
            first = heap[size];
        }
        siftDown(first);
    }

    private void siftUp(SegmentCursor cursor) {
        int child = size++;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (heap[parent].room().compareTo(cursor.room()) <= 0) {
                break;
            }
            heap[child] = heap[parent];
            child = parent;
        }
        heap[child] = cursor;
    }

    private void siftDown(SegmentCursor cursor) {
        int parent = 0;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && heap[child + 1].room().compareTo(heap[child].room()) < 0) {
                child++;
            }
            if (cursor.room().compareTo(heap[child].room()) <= 0) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = cursor;
    }
}
