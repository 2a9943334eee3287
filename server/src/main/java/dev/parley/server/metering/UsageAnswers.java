package dev.parley.server.metering;

import java.util.ArrayList;
import java.util.List;

/** Answers usage questions from a ledger's snapshot and what waits to be applied to it. */
final class UsageAnswers {

    private UsageAnswers() {}

    static void roomUsage(
            UsageSnapshot snapshot,
            List<HourlySegment> waiting,
            RoomQuestion question,
            UsageReader.RoomUsageSink sink) {
        List<SegmentCursor> cursors = new ArrayList<>();
        long from = question.fromMinute();
        long to = question.toMinute();
        for (HourlySegment segment : snapshot.segments(question.sdkAppId(), from, to)) {
            cursors.add(segment.cursor(from, to));
        }
        for (HourlySegment segment : waiting) {
            if (question.touches(segment)) {
                cursors.add(segment.cursor(from, to));
            }
        }
        SegmentMerge.sum(cursors, question.includeRobots(), sink);
    }

    static long[][] applicationUsage(
            UsageSnapshot snapshot,
            List<HourlySegment> waiting,
            long sdkAppId,
            long fromSlot,
            long toSlot,
            boolean includeRobots) {
        int slots = Math.toIntExact(Math.max(0, toSlot - fromSlot));
        long[][] columns = new long[slots][Segment.COLUMNS];
        snapshot.addApplicationUsage(sdkAppId, fromSlot, toSlot, columns);
        for (HourlySegment segment : waiting) {
            if (segment.sdkAppId() == sdkAppId) {
                addSlots(segment, fromSlot, columns);
            }
        }
        long[][] rows = new long[slots][Tier.COUNT];
        for (int slot = 0; slot < slots; slot++) {
            SegmentMerge.toRow(columns[slot], includeRobots, rows[slot]);
        }
        return rows;
    }

    private static void addSlots(HourlySegment segment, long fromSlot, long[][] columns) {
        long[][] slots = ApplicationSums.slots(segment.segment());
        long firstSlot = segment.hour() * (Segment.MINUTES / ApplicationSums.SLOT_MINUTES);
        for (int column = 0; column < slots.length; column++) {
            for (int i = 0; i < slots[column].length; i++) {
                long row = firstSlot + i - fromSlot;
                if (row >= 0 && row < columns.length) {
                    columns[(int) row][column] += slots[column][i];
                }
            }
        }
    }

    /** Which rooms and minutes ({@code fromMinute <= minute < toMinute}, since the epoch) a question is about. */
    record RoomQuestion(long sdkAppId, long fromMinute, long toMinute, boolean includeRobots) {
        boolean touches(HourlySegment segment) {
            long start = segment.hour() * Segment.MINUTES;
            return segment.sdkAppId() == sdkAppId && start < toMinute && start + Segment.MINUTES > fromMinute;
        }
    }
}
