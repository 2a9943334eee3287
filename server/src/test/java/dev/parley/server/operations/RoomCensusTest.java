package dev.parley.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RoomCensusTest {

    private static final RoomKey LOBBY = new RoomKey(20_000_001, RoomKind.STR, "lobby");

    private final RoomCensus census = new RoomCensus();
    private long sequence;

    private RoomEvent.Stamp stamp(RoomKey room) {
        sequence++;
        return new RoomEvent.Stamp("e" + sequence, room, Calls.NOON.toEpochMilli() + sequence, sequence);
    }

    private void enter(RoomKey room, String user, Role role) {
        census.onRoomEvent(new RoomEvent.Entered(stamp(room), "s-" + user, user, SessionKind.CLIENT, role));
    }

    private void meet() {
        enter(LOBBY, "teacher", Role.ANCHOR);
        census.onRoomEvent(new RoomEvent.Published(stamp(LOBBY), "s-teacher", Source.MAIN, Layer.BIG, 0, 0));
        census.onRoomEvent(
                new RoomEvent.ResolutionChanged(stamp(LOBBY), "s-teacher", Source.MAIN, Layer.BIG, 1280, 720));
        enter(LOBBY, "student", Role.AUDIENCE);
        census.onRoomEvent(new RoomEvent.Subscribed(stamp(LOBBY), "s-student", "teacher", Source.MAIN));
        census.onRoomEvent(new RoomEvent.FlowChanged(stamp(LOBBY), "s-student", "teacher", Source.MAIN, Layer.BIG));
    }

    private JsonNode page(Map<String, String> query) {
        OperationsPages pages =
                new OperationsPages(new Lifecycle(), new PrometheusRegistry(), List.of(RoomsPage.of(census)));
        return new JsonMapper().readTree(pages.get("/status/rooms", query, null).body());
    }

    @Test
    void knowsWhoIsInARoomAndWhatFlows() {
        meet();

        JsonNode sessions = page(Map.of("app", "20000001", "room", "lobby")).at("/rooms/0/sessions");
        assertThat(sessions.at("/0/userId").asString()).isEqualTo("teacher");
        assertThat(sessions.at("/0/published/0/size").asString()).isEqualTo("1280x720");
        assertThat(sessions.at("/1/role").asString()).isEqualTo("audience");
        assertThat(sessions.at("/1/subscribed/0/publisher").asString()).isEqualTo("teacher");
        assertThat(sessions.at("/1/subscribed/0/flowing").asBoolean()).isTrue();
        assertThat(sessions.at("/1/subscribed/0/layer").asString()).isEqualTo("big");
    }

    @Test
    void followsEveryChange() {
        meet();
        census.onRoomEvent(new RoomEvent.ConnectionLost(stamp(LOBBY), "s-student"));
        census.onRoomEvent(new RoomEvent.FlowChanged(stamp(LOBBY), "s-student", "teacher", Source.MAIN, null));
        census.onRoomEvent(new RoomEvent.RoleChanged(stamp(LOBBY), "s-student", Role.ANCHOR));

        JsonNode room = page(Map.of("app", "20000001", "room", "lobby")).at("/rooms/0");
        assertThat(room.at("/sessions/1/lost").asBoolean()).isTrue();
        assertThat(room.at("/sessions/1/subscribed/0/flowing").asBoolean()).isFalse();
        assertThat(room.at("/figures/anchors").asInt()).isEqualTo(2);

        census.onRoomEvent(new RoomEvent.ConnectionRecovered(stamp(LOBBY), "s-student"));
        census.onRoomEvent(new RoomEvent.Unsubscribed(stamp(LOBBY), "s-student", "teacher", Source.MAIN));
        census.onRoomEvent(new RoomEvent.Unpublished(stamp(LOBBY), "s-teacher", Source.MAIN));
        room = page(Map.of("app", "20000001", "room", "lobby")).at("/rooms/0");
        assertThat(room.at("/sessions/1/lost").asBoolean()).isFalse();
        assertThat(room.at("/figures/publishedVideos").asInt()).isZero();
        assertThat(room.at("/figures/subscribedVideos").asInt()).isZero();
    }

    @Test
    void addsUp() {
        meet();
        enter(new RoomKey(20_000_001, RoomKind.INT, "7"), "guest", Role.AUDIENCE);

        RoomCensus.Totals totals = census.totals();
        assertThat(totals.rooms()).isEqualTo(2);
        assertThat(totals.sessions()).isEqualTo(Map.of(SessionKind.CLIENT, Map.of(Role.ANCHOR, 1, Role.AUDIENCE, 2)));
        assertThat(totals.published()).isEqualTo(1);
        assertThat(totals.subscribed()).isEqualTo(1);
        assertThat(totals.flowing()).isEqualTo(1);
        assertThat(census.entered()).isEqualTo(3);
    }

    @Test
    void forgetsWhoLeftAndRoomsThatAreEmpty() {
        meet();
        census.onRoomEvent(new RoomEvent.Exited(stamp(LOBBY), "s-student", ExitReason.TIMEOUT));
        census.onRoomEvent(new RoomEvent.Exited(stamp(LOBBY), "s-student", ExitReason.TIMEOUT));
        assertThat(census.totals().subscribed()).isZero();
        census.onRoomEvent(new RoomEvent.Exited(stamp(LOBBY), "s-teacher", ExitReason.NORMAL));

        assertThat(census.totals().rooms()).isZero();
        assertThat(census.ended()).containsEntry(ExitReason.TIMEOUT, 1L).containsEntry(ExitReason.NORMAL, 1L);
    }

    @Test
    void ignoresSessionsItNeverSawEnter() {
        census.onRoomEvent(new RoomEvent.ConnectionLost(stamp(LOBBY), "nobody"));
        census.onRoomEvent(new RoomEvent.Exited(stamp(LOBBY), "nobody", ExitReason.NORMAL));

        assertThat(census.totals().rooms()).isZero();
        assertThat(census.ended()).containsEntry(ExitReason.NORMAL, 0L);
    }

    @Test
    void showsManyRoomsPageByPage() {
        for (int number = 100; number < 220; number++) {
            enter(new RoomKey(20_000_001, RoomKind.STR, "room-" + number), "guest", Role.AUDIENCE);
        }
        enter(new RoomKey(20_000_002, RoomKind.STR, "other"), "guest", Role.AUDIENCE);

        JsonNode first = page(Map.of("app", "20000001"));
        assertThat(first.get("total").asInt()).isEqualTo(120);
        assertThat(first.get("rooms").size()).isEqualTo(50);
        assertThat(first.get("next").asString()).isEqualTo("/status/rooms?app=20000001&offset=50&limit=50");
        JsonNode last = page(Map.of("app", "20000001", "offset", "100"));
        assertThat(last.get("rooms").size()).isEqualTo(20);
        assertThat(last.at("/rooms/19/room").asString()).isEqualTo("room-219");
        assertThat(last.get("next").isNull()).isTrue();
        assertThat(page(Map.of()).get("total").asInt()).isEqualTo(121);
    }
}
