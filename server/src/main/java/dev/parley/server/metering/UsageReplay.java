package dev.parley.server.metering;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the events of a file by the fold that counts live rooms, so that anyone can check a bill. Events are applied
 * in the order given; rooms that are still open at the end are counted up to the last event of the file (ROOM-5). Not
 * safe for use by several threads.
 */
public final class UsageReplay {

    private final long sdkAppId;
    private final long fromMinute;
    private final long toMinute;
    private final boolean includeRobots;
    private final TierRule rule;
    private final Map<RoomKey, UsageFold> folds = new HashMap<>();
    private final Map<RoomKey, long[]> sums = new TreeMap<>(RoomOrder.INSTANCE);
    private long lastTimestamp = Long.MIN_VALUE;

    /** Answers for one application and the minutes {@code fromMinute <= minute < toMinute} since the epoch. */
    public UsageReplay(long sdkAppId, long fromMinute, long toMinute, MeteringSettings settings) {
        this.sdkAppId = sdkAppId;
        this.fromMinute = fromMinute;
        this.toMinute = toMinute;
        this.includeRobots = settings.includeRobots();
        this.rule = TierRule.of(settings);
    }

    /**
     * Applies a file of JSON lines; empty lines are skipped.
     *
     * @throws BadRoomEventException when a line is not a room event; the message begins with its number
     */
    public void read(BufferedReader lines) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                apply(parse(line, number));
            }
        }
    }

    private static RoomEvent parse(String line, int number) {
        try {
            return RoomEventJson.read(line);
        } catch (BadRoomEventException e) {
            throw new BadRoomEventException("line " + number + ": " + e.getMessage(), e);
        }
    }

    /** Applies one event; those of other applications only move the end of the file. */
    public void apply(RoomEvent event) {
        RoomKey room = event.stamp().room();
        lastTimestamp = Math.max(lastTimestamp, event.stamp().timestamp());
        if (room.sdkAppId() == sdkAppId) {
            folds.computeIfAbsent(room, this::newFold).apply(event);
        }
    }

    /** Writes the {@code Data} text of {@code DescribeTrtcRoomUsage}. */
    public void writeData(Appendable out) {
        if (lastTimestamp != Long.MIN_VALUE) {
            long end = Math.floorDiv(lastTimestamp, 1000L);
            folds.values().forEach(fold -> fold.advance(end));
        }
        RoomUsageCsv csv = new RoomUsageCsv(out);
        csv.header();
        sums.forEach((room, seconds) -> csv.room(room.kind(), room.id(), seconds));
    }

    private UsageFold newFold(RoomKey room) {
        return new UsageFold(rule, (minute, robot, tier, seconds) -> {
            boolean asked = minute >= fromMinute && minute < toMinute && (includeRobots || !robot);
            if (asked) {
                sums.computeIfAbsent(room, key -> new long[Tier.COUNT])[tier.column()] += seconds;
            }
        });
    }
}
