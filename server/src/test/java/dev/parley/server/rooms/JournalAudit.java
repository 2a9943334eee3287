package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.Seat.Wanted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a room's events one by one, insists that each makes sense after those before, and keeps what they say. */
final class JournalAudit {

    /** A session as the events tell it. */
    static final class Attendance {
        final String user;
        final Map<Source, Set<Layer>> published = new EnumMap<>(Source.class);
        final Map<Wanted, @Nullable Layer> flows = new LinkedHashMap<>();
        final Map<Wanted, String> rids = new HashMap<>();
        boolean lost;
        Role role;

        Attendance(String user, Role role) {
            this.user = user;
            this.role = role;
        }
    }

    final Map<String, Attendance> present = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final List<RoomEvent> all = new ArrayList<>();
    private long sequence;
    private long timestamp;
    private int instances;

    /** Every event so far. */
    List<RoomEvent> all() {
        return all;
    }

    /** The timestamp of the last event. */
    long timestamp() {
        return timestamp;
    }

    /** How many lives of the room there were. */
    int instances() {
        return instances;
    }

    void read(RoomEvent event) {
        all.add(event);
        readStamp(event.stamp());
        switch (event) {
            case RoomEvent.Entered e -> {
                assertThat(e.sessionId()).isNotIn(present.keySet()).isNotIn(gone);
                assertThat(present.values()).noneMatch(other -> other.user.equals(e.userId()));
                present.put(e.sessionId(), new Attendance(e.userId(), e.role()));
            }
            case RoomEvent.Exited e -> exit(e);
            case RoomEvent.ConnectionLost e -> {
                assertThat(at(e.sessionId()).lost).isFalse();
                at(e.sessionId()).lost = true;
            }
            case RoomEvent.ConnectionRecovered e -> {
                assertThat(at(e.sessionId()).lost).isTrue();
                assertThat(at(e.sessionId()).flows.values()).allMatch(Objects::isNull);
                at(e.sessionId()).lost = false;
            }
            case RoomEvent.Published e ->
                assertThat(at(e.sessionId())
                                .published
                                .computeIfAbsent(e.source(), source -> EnumSet.noneOf(Layer.class))
                                .add(e.layer()))
                        .isTrue();
            case RoomEvent.Unpublished e -> {
                assertNothingFlowsOf(at(e.sessionId()).user, e.source());
                assertThat(at(e.sessionId()).published.remove(e.source())).isNotNull();
            }
            case RoomEvent.ResolutionChanged e ->
                assertThat(at(e.sessionId()).published.get(e.source())).contains(e.layer());
            case RoomEvent.Subscribed e -> subscribe(e);
            case RoomEvent.Unsubscribed e -> {
                Wanted wanted = wanted(e.publisherUserId(), e.source());
                assertThat(at(e.sessionId()).flows).containsEntry(wanted, null);
                at(e.sessionId()).flows.remove(wanted);
            }
            case RoomEvent.FlowChanged e -> flow(e);
            case RoomEvent.RoleChanged e -> {
                assertThat(at(e.sessionId()).role).isNotEqualTo(e.role());
                at(e.sessionId()).role = e.role();
            }
        }
    }

    /** Numbers begin at 1 with each life of the room, and time never goes back (MET-3). */
    private void readStamp(RoomEvent.Stamp stamp) {
        boolean first = stamp.sequence() == 1;
        assertThat(stamp.sequence()).isEqualTo(first ? 1 : sequence + 1);
        if (first) {
            assertThat(present).isEmpty();
            instances++;
        }
        assertThat(stamp.timestamp()).isGreaterThanOrEqualTo(timestamp);
        assertThat(ids.add(stamp.eventId())).isTrue();
        sequence = stamp.sequence();
        timestamp = stamp.timestamp();
    }

    private Attendance at(String session) {
        assertThat(present).as("nothing of a session that is not there").containsKey(session);
        return Objects.requireNonNull(present.get(session));
    }

    /** Everybody else's flow of a leaver has ended before (MET-5). */
    private void exit(RoomEvent.Exited exit) {
        String user = at(exit.sessionId()).user;
        assertNothingFlowsOf(user, Source.MAIN);
        assertNothingFlowsOf(user, Source.AUX);
        present.remove(exit.sessionId());
        gone.add(exit.sessionId());
    }

    private void assertNothingFlowsOf(String user, Source source) {
        for (Attendance other : present.values()) {
            assertThat(other.flows.get(wanted(user, source))).isNull();
        }
    }

    static Wanted wanted(String user, Source source) {
        return new Wanted(user, source == Source.MAIN ? StreamType.MAIN : StreamType.AUX);
    }

    private void subscribe(RoomEvent.Subscribed event) {
        Attendance receiver = at(event.sessionId());
        Wanted wanted = wanted(event.publisherUserId(), event.source());
        assertThat(receiver.flows).doesNotContainKey(wanted);
        assertThat(receiver.user).isNotEqualTo(event.publisherUserId());
        assertThat(sessionOf(event.publisherUserId())).isNotNull();
        receiver.flows.put(wanted, null);
        receiver.rids.put(wanted, "");
    }

    private void flow(RoomEvent.FlowChanged event) {
        Attendance receiver = at(event.sessionId());
        Wanted wanted = wanted(event.publisherUserId(), event.source());
        assertThat(receiver.flows).as("no flow without a subscription").containsKey(wanted);
        String before = receiver.rids.put(wanted, event.rid());
        boolean sameStream = event.rid().equals(before);
        assertThat(sameStream && receiver.flows.get(wanted) == event.layer())
                .as("told twice: %s", event)
                .isFalse();
        if (event.layer() != null) {
            assertThat(receiver.lost).isFalse();
            Attendance publisher = sessionOf(event.publisherUserId());
            assertThat(publisher).isNotNull();
            assertThat(Objects.requireNonNull(publisher).published.get(event.source()))
                    .as("no flow of what is not published, or not in that layer")
                    .contains(event.layer());
        }
        receiver.flows.put(wanted, event.layer());
    }

    private @Nullable Attendance sessionOf(String user) {
        return present.values().stream()
                .filter(attendance -> attendance.user.equals(user))
                .findFirst()
                .orElse(null);
    }

    /** What flows now, by receiving session. */
    Map<String, Map<Wanted, Layer>> flows() {
        Map<String, Map<Wanted, Layer>> flows = new HashMap<>();
        present.forEach((session, attendance) -> attendance.flows.forEach((wanted, layer) -> {
            if (layer != null) {
                flows.computeIfAbsent(session, receiver -> new HashMap<>()).put(wanted, layer);
            }
        }));
        return flows;
    }
}
