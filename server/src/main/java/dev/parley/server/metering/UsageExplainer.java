package dev.parley.server.metering;

import dev.parley.server.metering.UsageSnapshot.KeptChunk;
import dev.parley.server.metering.UsageSnapshot.Position;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what a room's numbers are made of: the sessions, intervals and reasons behind them, folded from the kept events
 * by the fold that counted. Safe for use by any thread.
 */
public final class UsageExplainer {

    private static final long HOUR_SECONDS = 3600;

    private record SourceHour(long hour, String source) implements Comparable<SourceHour> {
        @Override
        public int compareTo(SourceHour other) {
            int byHour = Long.compare(hour, other.hour);
            return byHour != 0 ? byHour : source.compareTo(other.source);
        }
    }

    private final LedgerUsage usage;
    private final TierRule rule;

    /** @param rule the rule the usage was counted by; another one explains other numbers */
    public UsageExplainer(LedgerUsage usage, TierRule rule) {
        this.usage = usage;
        this.rule = rule;
    }

    /**
     * Explains the minutes {@code fromMinute <= minute < toMinute} (since the epoch).
     *
     * @param tier explains only this column; null all of them
     * @throws UsageUnavailableException when storage cannot answer
     */
    public UsageExplanation explain(RoomKey room, long fromMinute, long toMinute, @Nullable Tier tier) {
        return usage.read(stored -> {
            UsageExplanation.Builder builder =
                    new UsageExplanation.Builder(fromMinute * 60, toMinute * 60, tier, usage.includesRobots());
            Map<String, Long> countedTo = countedTo(stored);
            chunks(stored, room, fromMinute, toMinute)
                    .forEach((key, events) -> fold(key, events, countedTo.getOrDefault(key.source(), 0L), builder));
            return builder.build();
        });
    }

    private static Map<String, Long> countedTo(LedgerUsage.Stored stored) {
        Map<String, Long> countedTo = new TreeMap<>();
        for (Position position : stored.snapshot().positions()) {
            countedTo.put(position.source(), position.countedTo());
        }
        countedTo.merge(stored.waiting().source(), stored.waiting().countedTo(), Math::max);
        return countedTo;
    }

    private static Map<SourceHour, List<RoomEvent>> chunks(
            LedgerUsage.Stored stored, RoomKey room, long fromMinute, long toMinute) {
        long fromHour = Math.floorDiv(fromMinute, 60L);
        long toHour = Math.floorDiv(toMinute - 1, 60L) + 1;
        Map<SourceHour, List<RoomEvent>> chunks = new TreeMap<>();
        for (KeptChunk chunk : stored.snapshot().events(room, fromHour, toHour)) {
            add(chunks, chunk.source(), chunk.events());
        }
        for (EventChunk chunk : stored.waiting().events()) {
            if (chunk.room().equals(room) && chunk.hour() >= fromHour && chunk.hour() < toHour) {
                add(chunks, stored.waiting().source(), chunk);
            }
        }
        return chunks;
    }

    private static void add(Map<SourceHour, List<RoomEvent>> chunks, String source, EventChunk chunk) {
        chunks.computeIfAbsent(new SourceHour(chunk.hour(), source), key -> new ArrayList<>())
                .addAll(KeptEvents.read(chunk));
    }

    /** Each hour stands by itself: it begins with the room's state at its start. */
    private void fold(SourceHour key, List<RoomEvent> events, long countedTo, UsageExplanation.Builder builder) {
        IntervalRecorder recorder = new IntervalRecorder(builder, rule);
        UsageFold fold = new UsageFold(rule, (minute, robot, tier, seconds) -> {}, recorder);
        recorder.follow(fold);
        events.forEach(fold::applyKept);
        fold.advance(Math.min((key.hour() + 1) * HOUR_SECONDS, countedTo));
        recorder.finish(Math.min((key.hour() + 1) * HOUR_SECONDS, fold.nextSecond()));
    }
}
