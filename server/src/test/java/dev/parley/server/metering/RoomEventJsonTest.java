package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomEventJsonTest {

    private static final Stamp STAMP =
            new Stamp("e-1", new RoomKey(20000001, RoomKind.STR, "a \"b\", c\u00e9"), 1_772_416_710_200L, 7);

    @Test
    void writesTheNamesOfTheSpecification() {
        RoomEvent event = new RoomEvent.Published(
                new Stamp("e-2", new RoomKey(20000001, RoomKind.INT, "61"), 10_200, 3),
                "s1",
                Source.AUX,
                Layer.BIG,
                0,
                0);

        assertThat(RoomEventJson.write(event))
                .isEqualTo("{\"type\":\"PUBLISH\",\"eventId\":\"e-2\",\"sdkAppId\":20000001,\"roomKind\":\"int\","
                        + "\"roomId\":\"61\",\"ts\":10200,\"seq\":3,\"sessionId\":\"s1\",\"source\":\"aux\","
                        + "\"layer\":\"big\",\"declaredWidth\":0,\"declaredHeight\":0}");
    }

    @Test
    void namesTheStreamOnlyWhereThereAreSeveral() {
        String alone = RoomEventJson.write(new RoomEvent.FlowChanged(STAMP, "s", "p", Source.MAIN, Layer.BIG));
        String oneOfThree =
                RoomEventJson.write(new RoomEvent.FlowChanged(STAMP, "s", "p", Source.MAIN, Layer.SMALL, "h"));

        assertThat(alone).endsWith("\"source\":\"main\",\"layer\":\"big\"}");
        assertThat(oneOfThree).endsWith("\"source\":\"main\",\"layer\":\"small\",\"rid\":\"h\"}");
    }

    @Test
    void readsWhatWasWrittenBeforeStreamsHadNames() {
        String head = "\"eventId\":\"e\",\"sdkAppId\":1,\"roomKind\":\"int\",\"roomId\":\"1\",\"ts\":1,\"seq\":1,"
                + "\"sessionId\":\"s\",\"source\":\"main\",\"layer\":\"small\"";
        Stamp stamp = new Stamp("e", new RoomKey(1, RoomKind.INT, "1"), 1, 1);

        assertThat(RoomEventJson.read("{\"type\":\"RESOLUTION\"," + head + ",\"width\":320,\"height\":180}"))
                .isEqualTo(new RoomEvent.ResolutionChanged(stamp, "s", Source.MAIN, Layer.SMALL, 320, 180));
        assertThat(RoomEventJson.read("{\"type\":\"FLOW\"," + head + ",\"publisherUserId\":\"p\"}"))
                .isEqualTo(new RoomEvent.FlowChanged(stamp, "s", "p", Source.MAIN, Layer.SMALL));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void readsBackWhatItWrote(RoomEvent event) {
        String line = RoomEventJson.write(event);

        assertThat(line).doesNotContain("\n");
        assertThat(RoomEventJson.read(line)).isEqualTo(event);
    }

    static Stream<RoomEvent> oneOfEach() {
        return Stream.of(
                new RoomEvent.Entered(STAMP, "s", "u", SessionKind.ROBOT_RECORD, Role.AUDIENCE),
                new RoomEvent.Exited(STAMP, "s", ExitReason.SERVER_LOST),
                new RoomEvent.ConnectionLost(STAMP, "s"),
                new RoomEvent.ConnectionRecovered(STAMP, "s"),
                new RoomEvent.Published(STAMP, "s", Source.MAIN, Layer.SMALL, 320, 180),
                new RoomEvent.Unpublished(STAMP, "s", Source.AUX),
                new RoomEvent.ResolutionChanged(STAMP, "s", Source.MAIN, Layer.BIG, 1280, 720),
                new RoomEvent.ResolutionChanged(STAMP, "s", Source.MAIN, Layer.SMALL, "h", 640, 360),
                new RoomEvent.Subscribed(STAMP, "s", "p", Source.MAIN),
                new RoomEvent.Unsubscribed(STAMP, "s", "p", Source.AUX),
                new RoomEvent.FlowChanged(STAMP, "s", "p", Source.MAIN, Layer.SMALL),
                new RoomEvent.FlowChanged(STAMP, "s", "p", Source.MAIN, Layer.SMALL, "h"),
                new RoomEvent.FlowChanged(STAMP, "s", "p", Source.MAIN, null),
                new RoomEvent.RoleChanged(STAMP, "s", Role.ANCHOR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"type\":\"ENTER\"}",
                "{\"type\":\"DANCE\",\"eventId\":\"e\",\"sdkAppId\":1,\"roomKind\":\"int\",\"roomId\":\"1\",\"ts\":1,"
                        + "\"seq\":1,\"sessionId\":\"s\"}",
                "{\"type\":\"EXIT\",\"eventId\":\"e\",\"sdkAppId\":1,\"roomKind\":\"int\",\"roomId\":1,\"ts\":1,"
                        + "\"seq\":1,\"sessionId\":\"s\"}",
                "{\"type\":\"EXIT\",\"eventId\":\"e\",\"sdkAppId\":1,\"roomKind\":\"int\",\"roomId\":\"x\",\"ts\":1,"
                        + "\"seq\":1,\"sessionId\":\"s\"}",
                "{\"type\":\"EXIT\",\"eventId\":\"e\",\"sdkAppId\":1,\"roomKind\":\"int\",\"roomId\":\"1\",\"ts\":1.5,"
                        + "\"seq\":1,\"sessionId\":\"s\"}"
            })
    void refusesWhatIsNotARoomEvent(String line) {
        assertThatThrownBy(() -> RoomEventJson.read(line)).isInstanceOf(BadRoomEventException.class);
    }

    @Test
    void namesTheMemberThatIsWrong() {
        assertThatThrownBy(() -> RoomEventJson.read("{\"type\":\"EXIT\",\"eventId\":\"e\",\"sdkAppId\":1,"
                        + "\"roomKind\":\"room\",\"roomId\":\"1\",\"ts\":1,\"seq\":1,\"sessionId\":\"s\"}"))
                .hasMessage("roomKind must be one of int, str, not \"room\"");
    }
}
