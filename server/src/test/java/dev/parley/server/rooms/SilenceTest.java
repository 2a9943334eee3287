package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that fall silent, return, say goodbye or lose whom they play (MET-5, MET-11, spec/15). */
class SilenceTest {

    private final RoomScene scene = new RoomScene();

    @Test
    void aSilentClientIsLostAfterEightSecondsSinceItsLastPacket() {
        SimulatedClient anna = scene.publish("anna");
        scene.worker.run(1_000);
        long lastHeard = fallSilent(anna);
        scene.told();

        scene.worker.run(lastHeard + 7_990 - scene.worker.now());
        assertThat(scene.events).isEmpty();
        scene.worker.run(300);

        RoomEvent lost = scene.events.getFirst();
        assertThat(scene.toldInWords(anna)).containsExactly("lost anna");
        assertThat(lost.stamp().timestamp()).isEqualTo(lastHeard);
    }

    @Test
    void aSilentClientIsSentHomeThirtySecondsAfterItsLastPacket() {
        SimulatedClient anna = scene.publish("anna");
        scene.worker.run(1_000);
        long lastHeard = fallSilent(anna);

        scene.worker.run(lastHeard + 29_990 - scene.worker.now());
        assertThat(scene.rooms.isPresent(anna.sessionId())).isTrue();
        scene.worker.run(300);

        RoomEvent exit = scene.events.getLast();
        assertThat(RoomScene.words(exit, anna)).isEqualTo("exited anna TIMEOUT");
        assertThat(exit.stamp().timestamp()).isEqualTo(lastHeard + 30_000);
        assertThat(scene.worker.openTransports()).isZero();
    }

    @Test
    void whoNeverConnectsIsSentHomeThirtySecondsAfterEntering() {
        long entered = scene.worker.now();
        SimulatedClient anna = scene.publish("anna");
        anna.fallSilent();

        scene.worker.run(31_000);

        assertThat(scene.toldInWords(anna))
                .containsExactly("entered anna anchor", "published anna", "lost anna", "exited anna TIMEOUT");
        assertThat(scene.worker.openTransports()).isZero();
        assertThat(scene.worker.now()).isGreaterThan(entered);
    }

    @Test
    void aSessionThatIsOverWhenTheMachineWakesWasLostFirst() {
        SimulatedClient anna = scene.publish("anna");
        scene.worker.run(1_000);
        scene.told();
        anna.fallSilent();

        scene.worker.jump(60_000);

        List<RoomEvent> told = List.copyOf(scene.events);
        assertThat(scene.toldInWords(anna)).containsExactly("lost anna", "exited anna TIMEOUT");
        assertThat(told.getLast().stamp().timestamp() - told.getFirst().stamp().timestamp())
                .isEqualTo(30_000);
    }

    @Test
    void aLostPlayerSeesNothingUntilItIsHeardAgain() {
        SimulatedClient anna = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        anna.sendPictures(2_000);
        fallSilent(paul);
        scene.told();

        anna.sendPictures(20_000);
        assertThat(scene.toldInWords(anna, paul)).containsExactly("lost paul", "flow off paul");

        paul.comeBack();
        anna.sendPictures(10_000);
        assertThat(scene.toldInWords(anna, paul)).containsExactly("recovered paul", "flow on paul");
    }

    @Test
    void aLostPlayerFollowsItsPublishersReturnOnlyWhenItIsBackItself() {
        SimulatedClient anna = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        anna.sendPictures(1_000);
        fallSilent(paul);
        anna.sendPictures(9_000);
        SimulatedClient again = scene.publish("anna").connect();
        scene.told();

        again.sendPictures(3_000);
        assertThat(scene.toldInWords(paul)).doesNotContain("flow on paul");
        paul.comeBack();
        again.sendPictures(10_000);
        assertThat(scene.toldInWords(paul)).containsSubsequence("recovered paul", "flow on paul");
    }

    @Test
    void aLostPublishersPictureStallsForItsPlayers() {
        SimulatedClient anna = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        anna.sendPictures(1_000);
        long lastPicture = scene.worker.now() - 100;
        anna.fallSilent();
        scene.told();

        scene.worker.run(10_000);

        List<RoomEvent> told = List.copyOf(scene.events);
        assertThat(scene.toldInWords(anna, paul)).containsExactly("flow off paul", "lost anna");
        assertThat(told.getFirst().stamp().timestamp()).isEqualTo(lastPicture + RoomScene.STALL_MILLIS);
    }

    @Test
    void flowBeginsWithTheFirstForwardedPictureAndTheSizeIsToldOnce() {
        SimulatedClient anna = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        scene.told();

        anna.sendPicture(false, 0, 0);
        scene.worker.run(100);
        assertThat(scene.events).isEmpty();
        anna.sendPicture(true, 640, 360);
        long started = scene.worker.now();
        scene.worker.run(100);
        anna.sendPicture(true, 640, 360);
        scene.worker.run(100);
        anna.sendPicture(true, 1280, 720);
        scene.worker.run(100);

        assertThat(scene.told(RoomEvent.FlowChanged.class))
                .extracting(event -> event.stamp().timestamp())
                .containsExactly(started);
        assertThat(paul.pictures).hasSize(3);
        assertThat(scene.toldInWords(anna, paul))
                .containsExactly("resolution anna 640x360", "flow on paul", "resolution anna 1280x720");
    }

    @Test
    void aPausedPictureEndsTheFlowAndTheNextOneBeginsItAnew() {
        SimulatedClient anna = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        anna.sendPictures(1_000);
        scene.told();

        scene.worker.run(6_000);
        anna.sendPictures(1_000);

        assertThat(scene.toldInWords(anna, paul)).containsExactly("flow off paul", "flow on paul");
    }

    @Test
    void aGoodbyeEndsTheSessionAtOnce() {
        SimulatedClient anna = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        anna.sendPictures(500);
        scene.told();

        anna.sayGoodbye();

        assertThat(scene.toldInWords(anna, paul)).containsExactly("flow off paul", "exited anna NORMAL");
        assertThat(scene.rooms.isPresent(anna.sessionId())).isFalse();
    }

    @Test
    void aPlayerOutlivesItsPublisherByTenSeconds() {
        SimulatedClient anna = scene.publish("anna");
        SimulatedClient paul = scene.play("paul", "anna");
        long left = scene.worker.now();
        scene.leave(anna);

        scene.worker.run(9_900);
        assertThat(scene.rooms.isPresent(paul.sessionId())).isTrue();
        scene.worker.run(400);

        RoomEvent exit = scene.events.getLast();
        assertThat(RoomScene.words(exit, paul)).isEqualTo("exited paul NORMAL");
        assertThat(exit.stamp().timestamp()).isBetween(left + 10_000, left + 10_200);
    }

    @Test
    void aPlayerResumesWhenItsPublisherReturns() {
        SimulatedClient anna = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        anna.sendPictures(500);
        scene.leave(anna);
        scene.worker.run(9_000);

        SimulatedClient again = scene.publish("anna").connect();
        int before = paul.pictures.size();
        again.sendPictures(20_000);

        assertThat(scene.rooms.isPresent(paul.sessionId())).isTrue();
        assertThat(paul.pictures).hasSizeGreaterThan(before + 100);
        assertThat(scene.toldInWords(paul)).endsWith("flow on paul");
    }

    /** Stops a client and tells when it was last heard. */
    private long fallSilent(SimulatedClient client) {
        client.fallSilent();
        return client.lastHeard();
    }
}
