package dev.parley.server.operations;

import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.ConnectionLost;
import dev.parley.server.rooms.RoomEvent.ConnectionRecovered;
import dev.parley.server.rooms.RoomEvent.Entered;
import dev.parley.server.rooms.RoomEvent.Exited;
import dev.parley.server.rooms.RoomEvent.FlowChanged;
import dev.parley.server.rooms.RoomEvent.Published;
import dev.parley.server.rooms.RoomEvent.ResolutionChanged;
import dev.parley.server.rooms.RoomEvent.RoleChanged;
import dev.parley.server.rooms.RoomEvent.Subscribed;
import dev.parley.server.rooms.RoomEvent.Unpublished;
import dev.parley.server.rooms.RoomEvent.Unsubscribed;
import dev.parley.server.rooms.RoomEventListener;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.SessionKind;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Who is where, told by the rooms' own events. Each room's owner thread writes what concerns its rooms; any thread may
 * read, and sees every room as it was a moment ago. As large as the sessions that are open.
 */
public final class RoomCensus implements RoomEventListener {

    /**
     * A room with somebody in it.
     *
     * @param since when its first session entered
     * @param sessions by their ids
     */
    record Room(RoomKey key, Instant since, ConcurrentMap<String, CensusSession> sessions) {}

    /** A room in figures. */
    public record RoomFigures(
            long sdkAppId,
            String room,
            String kind,
            Instant since,
            int sessions,
            int anchors,
            int audience,
            int publishedVideos,
            int subscribedVideos,
            int flowingVideos) {}

    /** Everything there is, in figures; {@code sessions} by kind and role. */
    record Totals(
            int rooms, Map<SessionKind, Map<Role, Integer>> sessions, int published, int subscribed, int flowing) {}

    private final ConcurrentMap<RoomKey, Room> rooms = new ConcurrentHashMap<>();
    private final Map<ExitReason, LongAdder> ended = new EnumMap<>(ExitReason.class);
    private final LongAdder entered = new LongAdder();

    public RoomCensus() {
        for (ExitReason reason : ExitReason.values()) {
            ended.put(reason, new LongAdder());
        }
    }

    @Override
    public void onRoomEvent(RoomEvent event) {
        switch (event) {
            case Entered entry -> enter(entry);
            case Exited exit -> exit(exit);
            case ConnectionLost lost -> change(lost, lost.sessionId(), session -> session.lost(true));
            case ConnectionRecovered found -> change(found, found.sessionId(), session -> session.lost(false));
            case Published video -> change(video, video.sessionId(), session -> session.publishes(video.source()));
            case Unpublished video -> change(video, video.sessionId(), session -> session.unpublishes(video.source()));
            case ResolutionChanged size -> change(size, size.sessionId(), session -> session.pictures(size));
            case Subscribed wish -> change(wish, wish.sessionId(), session -> session.subscribes(wish));
            case Unsubscribed wish -> change(wish, wish.sessionId(), session -> session.unsubscribes(wish));
            case FlowChanged flow -> change(flow, flow.sessionId(), session -> session.flow(flow));
            case RoleChanged role -> change(role, role.sessionId(), session -> session.role(role.role()));
        }
    }

    private void enter(Entered entry) {
        Instant at = Instant.ofEpochMilli(entry.stamp().timestamp());
        RoomKey key = entry.stamp().room();
        rooms.computeIfAbsent(key, _ -> new Room(key, at, new ConcurrentHashMap<>()))
                .sessions()
                .put(entry.sessionId(), CensusSession.of(entry, at));
        entered.increment();
    }

    private void exit(Exited exit) {
        rooms.computeIfPresent(exit.stamp().room(), (_, room) -> {
            if (room.sessions().remove(exit.sessionId()) != null) {
                count(exit.reason());
            }
            return room.sessions().isEmpty() ? null : room;
        });
    }

    private void count(ExitReason reason) {
        LongAdder counter = ended.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    /** A change of a session. */
    @FunctionalInterface
    private interface Change {
        CensusSession of(CensusSession session);
    }

    private void change(RoomEvent event, String sessionId, Change change) {
        Room room = rooms.get(event.stamp().room());
        if (room != null) {
            room.sessions().computeIfPresent(sessionId, (_, session) -> change.of(session));
        }
    }

    Totals totals() {
        Map<SessionKind, Map<Role, Integer>> sessions = new EnumMap<>(SessionKind.class);
        int count = 0;
        int published = 0;
        int subscribed = 0;
        int flowing = 0;
        for (Room room : rooms.values()) {
            count++;
            for (CensusSession session : room.sessions().values()) {
                sessions.computeIfAbsent(session.kind(), _ -> new EnumMap<>(Role.class))
                        .merge(session.role(), 1, Integer::sum);
                published += session.published().size();
                subscribed += session.subscribed().size();
                flowing += session.flowing();
            }
        }
        return new Totals(count, sessions, published, subscribed, flowing);
    }

    /** Sessions that entered since the start. */
    long entered() {
        return entered.sum();
    }

    /** Sessions that ended since the start, by reason. */
    Map<ExitReason, Long> ended() {
        Map<ExitReason, Long> sums = new EnumMap<>(ExitReason.class);
        ended.forEach((reason, counter) -> sums.put(reason, counter.sum()));
        return sums;
    }

    /** Every room, in figures, by application and name. */
    List<RoomFigures> figures(@Nullable Long sdkAppId) {
        return rooms.values().stream()
                .filter(room -> sdkAppId == null || room.key().sdkAppId() == sdkAppId)
                .map(RoomCensus::figures)
                .sorted(Comparator.comparingLong(RoomFigures::sdkAppId)
                        .thenComparing(RoomFigures::room)
                        .thenComparing(RoomFigures::kind))
                .toList();
    }

    /** Every room's key, by application and name. */
    List<RoomKey> keys(@Nullable Long sdkAppId) {
        return rooms.keySet().stream()
                .filter(key -> sdkAppId == null || key.sdkAppId() == sdkAppId)
                .sorted(Comparator.comparingLong(RoomKey::sdkAppId)
                        .thenComparing(RoomKey::id)
                        .thenComparing(RoomKey::kind))
                .toList();
    }

    /** The rooms of that name: one in each name space at most. */
    List<Room> find(long sdkAppId, String id) {
        return rooms.values().stream()
                .filter(room ->
                        room.key().sdkAppId() == sdkAppId && room.key().id().equals(id))
                .toList();
    }

    static RoomFigures figures(Room room) {
        Collection<CensusSession> sessions = List.copyOf(room.sessions().values());
        int anchors = (int) sessions.stream()
                .filter(session -> session.role() == Role.ANCHOR)
                .count();
        return new RoomFigures(
                room.key().sdkAppId(),
                room.key().id(),
                room.key().kind().name().toLowerCase(java.util.Locale.ROOT),
                room.since(),
                sessions.size(),
                anchors,
                sessions.size() - anchors,
                sessions.stream()
                        .mapToInt(session -> session.published().size())
                        .sum(),
                sessions.stream()
                        .mapToInt(session -> session.subscribed().size())
                        .sum(),
                sessions.stream().mapToInt(CensusSession::flowing).sum());
    }
}
