package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.rooms.MediaCensus.Question;
import dev.parley.server.rooms.RoomMedia.Client;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What there is to see of a room whose players have their connections on several workers. */
class SpreadMediaTest {

    private static final RoomsSettings TWO_EACH =
            Settings.defaultsBut(Map.of("rooms.players-per-worker", "2")).rooms();

    private final RoomScene scene = new RoomScene(() -> TWO_EACH, new Random(1), 2);
    private final Guest anna = scene.push("anna").connect();
    private final List<Guest> players = IntStream.range(0, 5)
            .mapToObj(player -> scene.watch("p" + player, "anna").connect())
            .toList();

    @BeforeEach
    void mediaFlows() {
        scene.send(3_300, anna);
    }

    private RoomMedia room() {
        return scene.worker
                .answer(scene.rooms.media().read(new Question(List.of(RoomScene.KEY), 0, 10)))
                .rooms()
                .getFirst();
    }

    private long received() {
        return players.stream()
                .mapToLong(player -> player.takeReceived().size())
                .sum();
    }

    private List<WorkerMedia> workers() {
        return scene.rooms.media().workers();
    }

    private long sent() {
        return workers().stream()
                .mapToLong(worker -> worker.counts().packetsOut())
                .sum();
    }

    @Test
    void theyAreSeenWhereverTheyAre() {
        RoomMedia room = room();

        assertThat(room.clients()).isEqualTo(6);
        assertThat(room.worker()).isEqualTo(scene.workers.indexOf(scene.home()));
        List<Client> shown = room.shown().subList(1, 6);
        assertThat(shown).allSatisfy(player -> {
            assertThat(player.connected()).isTrue();
            assertThat(player.rates().packetsOut()).isBetween(18L, 22L);
            assertThat(player.received()).hasSize(2).allSatisfy(stream -> assertThat(stream.bitsPerSecond())
                    .isPositive());
            assertThat(player.received().getLast().playing()).isEqualTo(Layer.BIG);
        });
        assertThat(room.counts().packetsOut())
                .isEqualTo(shown.stream()
                        .mapToLong(player -> player.figures().packetsOut())
                        .sum());
    }

    @Test
    void eachIsCountedByTheWorkerThatHasItsConnection() {
        scene.worker.run(1_000);

        assertThat(workers()).extracting(WorkerMedia::clients).containsExactlyInAnyOrder(4, 2);
        assertThat(workers())
                .allSatisfy(worker -> assertThat(worker.counts().packetsOut()).isPositive());
        assertThat(sent()).isEqualTo(received());
    }

    @Test
    void whatTheyWereSentStaysCountedWhenTheyHaveLeft() {
        long received = received();
        players.forEach(player -> scene.worker.answer(scene.rooms.leave(player.sessionId(), ExitReason.NORMAL)));
        scene.worker.run(2_000);

        assertThat(workers()).extracting(WorkerMedia::clients).containsExactlyInAnyOrder(1, 0);
        assertThat(sent()).isEqualTo(received);
    }
}
