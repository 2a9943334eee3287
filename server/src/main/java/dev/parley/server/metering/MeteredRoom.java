package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A room in the meter: its fold and what it counted since the last batch. */
final class MeteredRoom {

    private static final long[] ZEROS = new long[Segment.MINUTES];

    private final RoomKey key;
    private final byte[] id;
    private final UsageFold fold;

    /** Seconds of twelve columns by minute since the epoch; an open increment spans few minutes. */
    private final TreeMap<Long, long[]> open = new TreeMap<>();

    /** @param ended hears the ids of sessions that end, whatever ended them */
    MeteredRoom(RoomKey key, TierRule rule, Consumer<String> ended) {
        this.key = key;
        this.id = key.id().getBytes(StandardCharsets.UTF_8);
        this.fold = new UsageFold(rule, this::add, watcher(ended));
    }

    private static UsageFold.Watcher watcher(Consumer<String> ended) {
        return new UsageFold.Watcher() {
            @Override
            public void changed(MeteredSession session, long second) {}

            @Override
            public void ended(MeteredSession session, long second) {
                ended.accept(session.sessionId);
            }
        };
    }

    RoomKey key() {
        return key;
    }

    UsageFold fold() {
        return fold;
    }

    private void add(long minute, boolean robot, Tier tier, long seconds) {
        long[] columns = open.computeIfAbsent(minute, m -> new long[Segment.COLUMNS]);
        columns[tier.column() + (robot ? Tier.COUNT : 0)] += seconds;
    }

    boolean hasOpenCounts() {
        return !open.isEmpty();
    }

    void clearOpenCounts() {
        open.clear();
    }

    /** Hours since the epoch in which there are open counts. */
    long[] openHours() {
        return open.keySet().stream()
                .mapToLong(minute -> Math.floorDiv(minute, Segment.MINUTES))
                .distinct()
                .toArray();
    }

    void writeOpenCounts(long hour, SegmentWriter writer, long[][] matrix) {
        for (long[] column : matrix) {
            System.arraycopy(ZEROS, 0, column, 0, Segment.MINUTES);
        }
        long first = hour * Segment.MINUTES;
        for (Map.Entry<Long, long[]> entry :
                open.subMap(first, first + Segment.MINUTES).entrySet()) {
            int minute = (int) (entry.getKey() - first);
            for (int column = 0; column < Segment.COLUMNS; column++) {
                matrix[column][minute] = entry.getValue()[column];
            }
        }
        writer.add(key.kind() == RoomKind.STR, id, 0, id.length, matrix);
    }
}
