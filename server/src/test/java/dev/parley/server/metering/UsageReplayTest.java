package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.rooms.RoomEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsageReplayTest {

    @ParameterizedTest
    @MethodSource("vectors")
    void answersTheWorkedExamples(Vectors.Vector vector) throws IOException {
        assertThat(replay(vector, lines(vector.events()))).isEqualTo(vector.data());
    }

    static Stream<Vectors.Vector> vectors() {
        return Vectors.all();
    }

    @Test
    void repeatedEventsAreIgnored() throws IOException {
        for (Vectors.Vector vector : Vectors.all().toList()) {
            String twice = vector.events().stream()
                    .map(event -> RoomEventJson.write(event) + "\n" + RoomEventJson.write(event) + "\n")
                    .collect(Collectors.joining());
            assertThat(replay(vector, twice)).isEqualTo(vector.data());
        }
    }

    @Test
    void aWholeFileRepeatedChangesNothing() throws IOException {
        Vectors.Vector vector = Vectors.all()
                .filter(v -> v.name().startsWith("V15"))
                .findFirst()
                .orElseThrow();
        String lines = lines(vector.events());

        assertThat(replay(vector, lines + lines)).isEqualTo(vector.data());
    }

    @Test
    void aRoomCreatedAgainMayCountItsEventsFromTheStart() throws IOException {
        List<RoomEvent> first = new Scenario()
                .at("08:00:00")
                .enter("A")
                .at("08:00:10")
                .exit("A")
                .events();
        List<RoomEvent> again = new Scenario()
                .at("08:01:00")
                .enter("B")
                .at("08:01:05")
                .exit("B")
                .events();
        String secondLife = lines(again).replace("event-", "later-");
        Vectors.Vector question =
                new Vectors.Vector("", MeteringSettings.defaults(), first, "08:00", "09:00", "room,15,0,0,0,0,0\n");

        assertThat(replay(question, lines(first) + secondLife)).isEqualTo(question.data());
    }

    @Test
    void aLateEventTakesEffectAtTheLastTimeOfItsRoom() throws IOException {
        List<RoomEvent> events = new Scenario()
                .at("08:00:00")
                .enter("A")
                .at("08:00:20")
                .enter("B")
                .at("08:00:30")
                .exit("B")
                .events();
        String late = RoomEventJson.write(events.get(2))
                .replace("\"ts\":" + Scenario.millis("08:00:30"), "\"ts\":" + Scenario.millis("08:00:10"));
        String file = lines(events.subList(0, 2)) + late + "\n"
                + lines(new Scenario().at("08:00:40").exit("A").events()).replace("\"seq\":1,", "\"seq\":9,");
        Vectors.Vector question =
                new Vectors.Vector("", MeteringSettings.defaults(), events, "08:00", "09:00", "room,40,0,0,0,0,0\n");

        assertThat(replay(question, file)).isEqualTo(question.data());
    }

    @Test
    void openRoomsCountUpToTheLastEvent() throws IOException {
        List<RoomEvent> events = new Scenario()
                .at("08:00:00")
                .enter("A")
                .at("08:00:25")
                .enter("B")
                .events();
        Vectors.Vector question =
                new Vectors.Vector("", MeteringSettings.defaults(), events, "08:00", "09:00", "room,25,0,0,0,0,0\n");

        assertThat(replay(question, lines(events))).isEqualTo(question.data());
    }

    @Test
    void namesTheLineThatIsWrong() {
        Vectors.Vector any = Vectors.all().findFirst().orElseThrow();

        assertThatThrownBy(() -> replay(any, RoomEventJson.write(any.events().get(0)) + "\n\nnonsense\n"))
                .isInstanceOf(BadRoomEventException.class)
                .hasMessageStartingWith("line 3: not JSON");
    }

    private static String lines(List<RoomEvent> events) {
        return events.stream().map(event -> RoomEventJson.write(event) + "\n").collect(Collectors.joining());
    }

    private static String replay(Vectors.Vector vector, String lines) throws IOException {
        UsageReplay replay = new UsageReplay(
                Scenario.APPLICATION, Scenario.minute(vector.from()), Scenario.minute(vector.to()), vector.settings());
        replay.read(new BufferedReader(new StringReader(lines)));
        StringBuilder data = new StringBuilder();
        replay.writeData(data);
        return data.toString();
    }
}
