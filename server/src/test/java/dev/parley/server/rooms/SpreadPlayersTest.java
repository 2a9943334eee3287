package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.rooms.Guest.Received;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A room with more players than its worker shall have, so that others serve some of them. */
class SpreadPlayersTest {

    private static final RoomsSettings TWO_EACH =
            Settings.defaultsBut(Map.of("rooms.players-per-worker", "2")).rooms();

    private final RoomScene scene = new RoomScene(() -> TWO_EACH, new Random(1), 3);
    private final Guest anna = scene.push("anna").connect();

    private Guest watch(String user) {
        return scene.watch(user, "anna").connect();
    }

    /** How many the room's own worker has, then its neighbours in turn. */
    private List<Integer> transports() {
        int home = scene.workers.indexOf(scene.home());
        return IntStream.range(0, scene.workers.size())
                .mapToObj(next -> scene.workers.get((home + next) % scene.workers.size()))
                .map(SimulatedWorker::ownTransports)
                .toList();
    }

    private static List<Integer> streams(Guest guest) {
        return guest.takeReceived().stream().map(Received::stream).toList();
    }

    @Test
    void fillTheRoomsWorkerFirstAndThenTheEmptiest() {
        for (int player = 0; player < 8; player++) {
            scene.watch("p" + player, "anna");
        }
        assertThat(transports()).containsExactly(1 + 3, 3, 2);
    }

    @Test
    void stayAtHomeWhenThereIsNoOtherWorker() {
        RoomScene alone = new RoomScene(() -> TWO_EACH, new Random(1), 1);
        alone.push("anna");
        for (int player = 0; player < 4; player++) {
            alone.watch("p" + player, "anna");
        }
        assertThat(alone.worker.ownTransports()).isEqualTo(5);
    }

    @Test
    void leaveTheirPlaceToOthers() {
        List<Guest> players = List.of(watch("p0"), watch("p1"), watch("p2"), watch("p3"));
        assertThat(transports()).containsExactly(3, 1, 1);
        scene.worker.answer(scene.rooms.leave(players.get(0).sessionId(), ExitReason.NORMAL));
        scene.worker.answer(scene.rooms.leave(players.get(3).sessionId(), ExitReason.NORMAL));
        scene.worker.run(10);
        assertThat(scene.worker.openTransports()).isEqualTo(3);

        watch("p4");
        watch("p5");
        assertThat(transports()).containsExactly(3, 1, 1);
    }

    @Test
    void talkersAndPublishersStayWithTheRoom() {
        watch("p0");
        watch("p1");
        watch("p2");
        scene.live("carl", Role.ANCHOR).publish(StreamType.AUDIO);
        scene.live("dora", Role.AUDIENCE).publish();

        assertThat(transports()).containsExactly(1 + 2 + 2, 1, 0);
    }

    @Test
    void getTheSamePacketsAndAreToldOfTheSameFlows() {
        List<Guest> players = List.of(watch("p0"), watch("p1"), watch("p2"), watch("p3"));
        scene.send(3_000, anna);
        List<Integer> first = streams(players.getFirst());

        assertThat(first).hasSizeGreaterThan(50);
        for (Guest player : players.subList(1, 4)) {
            assertThat(streams(player)).isEqualTo(first);
        }
        assertThat(scene.told(RoomEvent.FlowChanged.class))
                .extracting(RoomEvent.FlowChanged::sessionId)
                .containsExactlyInAnyOrderElementsOf(
                        players.stream().map(Guest::sessionId).toList());
    }

    @Test
    void seeNothingOfABlockedPictureAndAllOfItAfterwards() {
        List<Guest> players = List.of(watch("p0"), watch("p1"), watch("p2"));
        scene.send(1_000, anna);
        scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, "anna", false, true));
        players.forEach(Guest::takeReceived);
        scene.told();
        scene.send(1_000, anna);
        assertThat(players.get(2).takeReceived()).hasSameSizeAs(players.get(0).takeReceived());
        assertThat(scene.told(RoomEvent.FlowChanged.class)).isEmpty();

        scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, "anna", false, false));
        scene.send(1_000, anna);
        assertThat(scene.told(RoomEvent.FlowChanged.class))
                .hasSize(3)
                .allMatch(flow -> flow.layer() == Layer.BIG)
                .extracting(flow -> flow.stamp().timestamp())
                .containsOnly(scene.told(RoomEvent.FlowChanged.class)
                        .getFirst()
                        .stamp()
                        .timestamp());
    }

    @Test
    void findAPublisherThatComesBack() {
        List<Guest> players = List.of(watch("p0"), watch("p1"), watch("p2"));
        scene.send(1_000, anna);
        scene.worker.answer(scene.rooms.leave(anna.sessionId(), ExitReason.NORMAL));
        scene.worker.run(3_000);
        Guest again = scene.push("anna").connect();
        scene.told();
        players.forEach(Guest::takeReceived);
        scene.send(1_000, again);

        assertThat(streams(players.get(2))).isNotEmpty().isEqualTo(streams(players.get(0)));
        assertThat(scene.told(RoomEvent.FlowChanged.class)).hasSize(3);
        scene.worker.run(TWO_EACH.whepLinger().toMillis());
        assertThat(scene.told(RoomEvent.Exited.class)).isEmpty();
    }

    @Test
    void goHomeWhenTheirPublisherStaysAway() {
        watch("p0");
        watch("p1");
        watch("p2");
        scene.worker.answer(scene.rooms.leave(anna.sessionId(), ExitReason.NORMAL));
        scene.worker.run(TWO_EACH.whepLinger().toMillis() + 300);

        assertThat(scene.told(RoomEvent.Exited.class)).hasSize(4);
        assertThat(scene.worker.openTransports()).isZero();
    }

    @Test
    void areReplacedByThemselvesWhereverTheyAre() {
        watch("p0");
        watch("p1");
        Guest before = watch("p2");
        Guest after = watch("p2");
        scene.send(1_000, anna);

        assertThat(transports()).containsExactly(3, 1, 0);
        assertThat(streams(after)).isNotEmpty();
        assertThat(scene.told(RoomEvent.Exited.class))
                .singleElement()
                .matches(exit -> exit.sessionId().equals(before.sessionId()) && exit.reason() == ExitReason.REPLACED);
    }

    @Test
    void areMissedWhenTheyFallSilent() {
        watch("p0");
        watch("p1");
        Guest silent = watch("p2");
        scene.send(1_000, anna);
        silent.fallSilent();
        scene.send(TWO_EACH.suspectAfter().toMillis() + 500, anna);
        assertThat(scene.told(RoomEvent.ConnectionLost.class)).singleElement().matches(lost -> lost.sessionId()
                .equals(silent.sessionId()));
        silent.comeBack();
        scene.send(1_000, anna);
        assertThat(scene.told(RoomEvent.ConnectionRecovered.class)).hasSize(1);
        scene.told();

        silent.fallSilent();
        long last = silent.lastProof();
        scene.send(TWO_EACH.whipTimeout().toMillis() + 500, anna);
        long end = last + TWO_EACH.whipTimeout().toMillis();
        assertThat(scene.told(RoomEvent.Exited.class))
                .singleElement()
                .matches(exit -> exit.stamp().timestamp() == end && exit.reason() == ExitReason.TIMEOUT);
        assertThat(transports()).containsExactly(3, 0, 0);
    }

    @Test
    void restartTheirIceWhereTheirConnectionIs() {
        SimulatedClient first = scene.play("p0", "anna");
        scene.play("p1", "anna");
        SimulatedClient away = scene.play("p2", "anna");
        IceCredentials fresh = IceCredentials.random(new Random(5));
        Optional<LocalPeer> told = scene.worker.answer(scene.rooms.restart(away.sessionId(), fresh));
        SimulatedWorker elsewhere = scene.workers.stream()
                .filter(worker -> worker != scene.home() && worker.ownTransports() > 0)
                .findFirst()
                .orElseThrow();

        assertThat(elsewhere.ownTransport(told.orElseThrow().iceUfrag())).isPresent();
        assertThat(scene.worker.answer(scene.rooms.restart(first.sessionId(), fresh)))
                .isPresent();
        assertThat(scene.leave(away)).isTrue();
        assertThat(scene.worker.answer(scene.rooms.restart(away.sessionId(), fresh)))
                .isEmpty();
        assertThat(elsewhere.ownTransports()).isZero();
    }

    @Test
    void leaveWhenTheySayGoodbye() {
        scene.play("p0", "anna");
        scene.play("p1", "anna");
        SimulatedClient away = scene.play("p2", "anna").connect();
        away.sayGoodbye();
        scene.worker.run(10);

        assertThat(scene.rooms.isPresent(away.sessionId())).isFalse();
        assertThat(transports()).containsExactly(3, 0, 0);
    }

    private List<SimulatedWorker> elsewhere() {
        return scene.workers.stream().filter(worker -> worker != scene.home()).toList();
    }

    @Test
    void areNotSaidToSeeWhatTheRoomHasEndedMeanwhile() {
        watch("p0");
        watch("p1");
        watch("p2");
        CompletableFuture<?> blocked = scene.rooms.setBlocked(RoomScene.KEY, "anna", false, true);
        anna.send(true);
        elsewhere().forEach(SimulatedWorker::drainOwn); // they forward it, and tell the room after it has blocked it
        scene.worker.answer(blocked);
        assertThat(scene.told(RoomEvent.FlowChanged.class))
                .extracting(RoomEvent.FlowChanged::layer)
                .hasSize(4)
                .containsExactly(Layer.BIG, Layer.BIG, null, null);

        scene.told();
        scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, "anna", false, false));
        scene.send(500, anna);
        assertThat(scene.told(RoomEvent.FlowChanged.class)).hasSize(3);
    }

    @Test
    void areRefusedWhenTheirConnectionCannotBeOpened() {
        watch("p0");
        watch("p1");
        elsewhere().forEach(SimulatedWorker::shut);
        assertThatThrownBy(() -> scene.watch("p2", "anna")).hasRootCauseMessage("this worker opens nothing");

        scene.worker.run(10);
        assertThat(scene.told(RoomEvent.Exited.class)).hasSize(1);
        assertThat(scene.worker.openTransports()).isEqualTo(3);
        scene.send(1_000, anna);
        assertThat(scene.told(RoomEvent.FlowChanged.class)).hasSize(2);
    }

    @Test
    void areSentHomeWithTheirRoom() {
        watch("p0");
        watch("p1");
        watch("p2");
        scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of("p2")));
        scene.worker.run(10);
        assertThat(transports()).containsExactly(3, 0, 0);
        watch("p2");
        scene.worker.answer(scene.rooms.stop());

        assertThat(scene.worker.openTransports()).isZero();
        assertThat(scene.told(RoomEvent.Exited.class)).hasSize(5);
    }
}
