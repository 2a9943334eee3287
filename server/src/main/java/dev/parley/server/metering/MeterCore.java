package dev.parley.server.metering;

import dev.parley.server.metering.NodeStore.Found;
import dev.parley.server.metering.NodeStore.OpenSession;
import dev.parley.server.metering.NodeStore.Sessions;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.Entered;
import dev.parley.server.rooms.RoomEvent.Exited;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The meter without its thread: the folds of all rooms, a checkpoint every second, a batch every ten seconds and at
 * minute ends. Single-threaded; time comes with each call.
 *
 * <p>After each advance all rooms are counted to the same second, {@code countedTo}, and an event takes effect no
 * earlier than that. So the events that are kept, folded again up to {@code countedTo}, give exactly what was counted.
 * Storage that fails takes nothing from memory: increments stay open until a batch with them is on the disk.
 */
final class MeterCore {

    private static final long BATCH_MILLIS = 10_000;
    private static final long OUTBOX_MILLIS = 24 * 3_600_000L;
    private static final long HOUR_SECONDS = 3600;

    /** Empty rooms are remembered this long, so that repetitions of their last events are recognised (MET-19). */
    private static final long EMPTY_ROOM_SECONDS = 600;

    private record SegmentKey(long sdkAppId, long hour) {}

    private final TierRule rule;
    private final NodeStore store;
    private final BatchShipping shipping;
    private final Map<RoomKey, MeteredRoom> rooms = new HashMap<>();
    private final TreeMap<RoomKey, MeteredRoom> ordered =
            new TreeMap<>(Comparator.comparingLong(RoomKey::sdkAppId).thenComparing(RoomOrder.INSTANCE));
    private final KeptEvents kept = new KeptEvents();
    private final Set<OpenSession> entered = new LinkedHashSet<>();
    private final Set<OpenSession> left = new LinkedHashSet<>();

    private long countedTo;
    private long nextSeq;
    private long lastSealMillis;
    private long lastSealMinute;
    private boolean changed;

    private MeterCore(TierRule rule, NodeStore store, BatchShipping shipping, long nowMillis) {
        this.rule = rule;
        this.store = store;
        this.shipping = shipping;
        this.lastSealMillis = nowMillis;
        this.lastSealMinute = Math.floorDiv(nowMillis, 60_000L);
    }

    /**
     * Starts from what a node's disk holds. What an earlier process left open is closed at its last checkpointed second
     * and sealed (MET-18); nothing is invented for the time since.
     */
    static MeterCore start(TierRule rule, NodeStore store, UsageLedger ledger, long nowMillis) {
        Found found = store.open();
        long position = ledger.register(found.source(), found.epoch());
        BatchShipping shipping = new BatchShipping(store, ledger, found.source(), found.epoch(), position);
        MeterCore core = new MeterCore(rule, store, shipping, nowMillis);
        if (position >= found.nextSeq()) {
            // The disk is an old copy: the ledger has these batches, and what the copy left open is in one of them.
            store.startOver(position + 1);
            core.nextSeq = position + 1;
        } else {
            core.nextSeq = found.nextSeq();
            core.recover(found, nowMillis);
        }
        return core;
    }

    private void recover(Found found, long nowMillis) {
        countedTo = found.countedTo();
        if (found.openCounts().isEmpty()
                && found.openSessions().isEmpty()
                && found.pendingLines().isEmpty()) {
            return;
        }
        found.pendingLines().forEach(kept::addLine);
        int number = 0;
        for (OpenSession session : found.openSessions()) {
            String eventId = "lost-" + found.epoch() + "-" + number++;
            Stamp stamp = new Stamp(eventId, session.room(), countedTo * 1000, 0);
            kept.add(new Exited(stamp, session.sessionId(), ExitReason.SERVER_LOST));
        }
        left.addAll(found.openSessions());
        seal(nowMillis, found.openCounts());
    }

    /** Applies an event; it takes effect no earlier than the second up to which everything is counted. */
    void apply(RoomEvent event) {
        RoomKey key = event.stamp().room();
        MeteredRoom room = rooms.get(key);
        if (room == null) {
            room = new MeteredRoom(key, rule, session -> close(new OpenSession(key, session)));
            rooms.put(key, room);
            ordered.put(key, room);
        }
        long second = Math.max(countedTo, Math.floorDiv(event.stamp().timestamp(), 1000L));
        advance(room, Math.max(second, room.fold().nextSecond()));
        RoomEvent applied = room.fold().apply(event);
        if (applied != null) {
            kept.add(applied);
            changed = true;
            if (applied instanceof Entered entry) {
                open(new OpenSession(key, entry.sessionId()));
            }
        }
    }

    private void open(OpenSession session) {
        left.remove(session);
        entered.add(session);
    }

    private void close(OpenSession session) {
        entered.remove(session);
        left.add(session);
    }

    /** Counts a room to a second and keeps its state at each full hour on the way, for explanations. */
    private void advance(MeteredRoom room, long toSecond) {
        UsageFold fold = room.fold();
        if (!fold.sessions().isEmpty()) {
            long toHour = Math.floorDiv(toSecond, HOUR_SECONDS);
            for (long hour = Math.floorDiv(fold.nextSecond(), HOUR_SECONDS) + 1; hour <= toHour; hour++) {
                fold.advance(hour * HOUR_SECONDS);
                RoomState.asEvents(room.key(), fold, hour).forEach(kept::add);
            }
            changed = true;
        }
        fold.advance(toSecond);
    }

    /**
     * The regular work of each second: count, checkpoint or seal, ship. Fails when storage does, and may be repeated.
     */
    void tick(long nowMillis) {
        advance(nowMillis);
        boolean minuteEnded = Math.floorDiv(countedTo, 60L) != lastSealMinute;
        if (minuteEnded || nowMillis - lastSealMillis >= BATCH_MILLIS || nowMillis < lastSealMillis) {
            sealOpen(nowMillis);
            forgetEmptyRooms();
        } else {
            checkpoint();
        }
        shipping.ship();
        if (minuteEnded) {
            store.prune(shipping.position(), nowMillis - OUTBOX_MILLIS);
        }
    }

    /** Brings every second before the present one into the ledger (MET-17). Fails when storage does. */
    void flush(long nowMillis) {
        advance(nowMillis);
        sealOpen(nowMillis);
        shipping.ship();
    }

    /**
     * What a session has counted before the present second, by tier; empty when it is not there. Nothing is advanced:
     * who asks just after a second began must not change where an event counts that is still on its way.
     */
    Optional<SessionSeconds> ofSession(RoomKey key, String sessionId, long nowMillis) {
        MeteredRoom room = rooms.get(key);
        long[] seconds = room == null ? null : room.fold().secondsOf(sessionId, Math.floorDiv(nowMillis, 1000L));
        return Optional.ofNullable(seconds).map(SessionSeconds::of);
    }

    /** Events that were counted but cannot be explained any more, because storage failed for too long. */
    long unexplainedEvents() {
        return kept.dropped();
    }

    /** Everything before this second is counted. */
    long countedTo() {
        return countedTo;
    }

    /** Batches that are sealed and not in the ledger. */
    long outboxBatches() {
        return Math.max(0, nextSeq - 1 - shipping.position());
    }

    /** Times that batches were missing for good. */
    long holes() {
        return shipping.holes();
    }

    /** Asks the ledger anew where it stands; after a failure nobody knows what it still took. */
    void reconnect() {
        shipping.reconnect();
    }

    private void advance(long nowMillis) {
        long second = Math.max(countedTo, Math.floorDiv(nowMillis, 1000L));
        for (MeteredRoom room : rooms.values()) {
            second = Math.max(second, room.fold().nextSecond());
        }
        for (MeteredRoom room : rooms.values()) {
            if (!room.fold().sessions().isEmpty()) {
                advance(room, second);
            }
        }
        countedTo = second;
    }

    private void checkpoint() {
        if (changed) {
            store.checkpoint(new BatchBody(countedTo, openCounts(), List.of()), sessions(), kept.newLines());
            kept.markCheckpointed();
            entered.clear();
            left.clear();
            changed = false;
        }
    }

    private void sealOpen(long nowMillis) {
        List<HourlySegment> counts = openCounts();
        if (counts.isEmpty() && kept.isEmpty()) {
            lastSealMillis = nowMillis;
            lastSealMinute = Math.floorDiv(countedTo, 60L);
        } else {
            seal(nowMillis, counts);
        }
    }

    private void seal(long nowMillis, List<HourlySegment> counts) {
        store.seal(nextSeq, nowMillis, new BatchBody(countedTo, counts, kept.chunks()), sessions());
        nextSeq++;
        lastSealMillis = nowMillis;
        lastSealMinute = Math.floorDiv(countedTo, 60L);
        rooms.values().forEach(MeteredRoom::clearOpenCounts);
        kept.clear();
        entered.clear();
        left.clear();
        changed = false;
    }

    private Sessions sessions() {
        return new Sessions(List.copyOf(entered), List.copyOf(left));
    }

    private List<HourlySegment> openCounts() {
        Map<SegmentKey, SegmentWriter> writers = new LinkedHashMap<>();
        long[][] matrix = new long[Segment.COLUMNS][Segment.MINUTES];
        for (MeteredRoom room : ordered.values()) {
            for (long hour : room.openHours()) {
                SegmentKey key = new SegmentKey(room.key().sdkAppId(), hour);
                room.writeOpenCounts(hour, writers.computeIfAbsent(key, k -> new SegmentWriter()), matrix);
            }
        }
        List<HourlySegment> segments = new ArrayList<>();
        writers.forEach((key, writer) -> segments.add(new HourlySegment(key.sdkAppId(), key.hour(), writer.finish())));
        return segments;
    }

    private void forgetEmptyRooms() {
        rooms.values().removeIf(room -> {
            boolean forget = room.fold().sessions().isEmpty()
                    && !room.hasOpenCounts()
                    && room.fold().nextSecond() + EMPTY_ROOM_SECONDS < countedTo;
            if (forget) {
                ordered.remove(room.key());
            }
            return forget;
        });
    }
}
