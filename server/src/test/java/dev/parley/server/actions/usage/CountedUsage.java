package dev.parley.server.actions.usage;

import dev.parley.server.metering.UsageReader;
import dev.parley.server.metering.UsageUnavailableException;
import dev.parley.server.rooms.RoomKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Seconds written down in a test, by room and minute. */
public final class CountedUsage implements UsageReader {

    private final List<RoomMinute> counted = new ArrayList<>();
    private int roomsBeforeBreakdown = Integer.MAX_VALUE;

    private record RoomMinute(long sdkAppId, RoomKind kind, String roomId, long minute, long[] seconds) {}

    /** @param epochSecond any second of the minute */
    public CountedUsage with(long sdkAppId, RoomKind kind, String roomId, long epochSecond, long... seconds) {
        counted.add(new RoomMinute(sdkAppId, kind, roomId, Math.floorDiv(epochSecond, 60L), seconds));
        return this;
    }

    /** From now on storage fails. */
    public void breakDown() {
        breakDownAfter(0);
    }

    /** From now on storage fails after so many rooms of an answer. */
    public void breakDownAfter(int rooms) {
        roomsBeforeBreakdown = rooms;
    }

    @Override
    public void roomUsage(long sdkAppId, long fromMinute, long toMinute, RoomUsageSink sink) {
        Map<String, long[]> sums = new TreeMap<>();
        for (RoomMinute cell : counted) {
            if (cell.sdkAppId == sdkAppId && cell.minute >= fromMinute && cell.minute < toMinute) {
                add(sums.computeIfAbsent(cell.kind + "/" + cell.roomId, _ -> new long[6]), cell.seconds);
            }
        }
        requireStorage(0);
        int rooms = 0;
        for (Map.Entry<String, long[]> sum : sums.entrySet()) {
            requireStorage(rooms++);
            String room = sum.getKey();
            sink.room(RoomKind.valueOf(room.substring(0, 3)), room.substring(4), sum.getValue());
        }
    }

    @Override
    public long[][] applicationUsage(long sdkAppId, long fromSlot, long toSlot) {
        requireStorage(0);
        long[][] rows = new long[(int) (toSlot - fromSlot)][6];
        for (RoomMinute cell : counted) {
            long slot = Math.floorDiv(cell.minute, 5L);
            if (cell.sdkAppId == sdkAppId && slot >= fromSlot && slot < toSlot) {
                add(rows[(int) (slot - fromSlot)], cell.seconds);
            }
        }
        return rows;
    }

    private static void add(long[] sums, long[] seconds) {
        Arrays.setAll(sums, tier -> sums[tier] + seconds[tier]);
    }

    private void requireStorage(int rooms) {
        if (rooms >= roomsBeforeBreakdown) {
            throw new UsageUnavailableException("disk gone", new IOException("disk gone"));
        }
    }
}
