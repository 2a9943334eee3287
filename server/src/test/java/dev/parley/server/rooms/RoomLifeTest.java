package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.Permissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Twins (spec/10 §4) and the end of rooms (spec/10 §5.2). */
class RoomLifeTest {

    private final RoomScene scene = new RoomScene();

    @Test
    void aSecondEntryEndsTheFirstAtTheSameInstantAndInOrder() {
        SimulatedClient first = scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        first.sendPictures(500);
        scene.told();

        SimulatedClient second = scene.publish("anna");

        List<RoomEvent> told = List.copyOf(scene.events);
        assertThat(told).extracting(event -> event.stamp().timestamp()).containsOnly(scene.worker.now());
        assertThat(told).extracting(event -> event.stamp().eventId()).doesNotHaveDuplicates();
        assertThat(scene.toldInWords(first, paul))
                .containsExactly("flow off paul", "exited anna REPLACED", "entered anna anchor", "published ?");
        assertThat(second.sessionId()).isNotEqualTo(first.sessionId());
    }

    @Test
    void nothingOfTheReplacedSessionIsLeft() {
        SimulatedClient first = scene.publish("anna");
        SimulatedClient second = scene.publish("anna");
        scene.told();

        assertThat(scene.rooms.isPresent(first.sessionId())).isFalse();
        assertThat(scene.leave(first)).isFalse();
        assertThat(scene.worker.openTransports()).isEqualTo(1);
        assertThat(scene.rooms.isPresent(second.sessionId())).isTrue();
        assertThat(scene.events).isEmpty();
    }

    @Test
    void aTwinKeepsTheRoomInstanceAndItsPlayers() {
        scene.publish("anna").connect();
        SimulatedClient paul = scene.play("paul", "anna").connect();
        String instance = instance(scene.told().getFirst());

        SimulatedClient second = scene.publish("anna").connect();
        second.sendPictures(300);

        assertThat(scene.events).extracting(RoomLifeTest::instance).containsOnly(instance);
        assertThat(scene.toldInWords(paul)).contains("flow on paul");
        assertThat(paul.pictures).isNotEmpty();
    }

    @Test
    void aPlayerThatBeginsToPublishEndsItsPlaying() {
        scene.publish("anna");
        SimulatedClient paul = scene.play("paul", "anna");
        scene.told();

        scene.publish("paul");

        assertThat(scene.toldInWords(paul))
                .containsExactly("exited paul REPLACED", "entered paul anchor", "published ?");
        assertThat(scene.worker.openTransports()).isEqualTo(2);
    }

    @Test
    void theSameUserMayBeInTwoRooms() {
        scene.publish("anna");
        SimulatedClient elsewhere = new SimulatedClient(scene.worker, "anna");
        RoomKey other = new RoomKey(RoomScene.KEY.sdkAppId(), RoomKind.INT, "7");
        scene.worker.answer(scene.rooms.publish(
                new Rooms.Publish(other, "anna", Permissions.ALL, elsewhere.description(), List.of(Tracks.SOUND))));

        assertThat(scene.worker.openTransports()).isEqualTo(2);
        assertThat(scene.told(RoomEvent.Exited.class)).isEmpty();
    }

    @Test
    void closesAtOnceWhenTheLastOneWasAnAnchor() {
        SimulatedClient anna = scene.publish("anna");
        String instance = instance(scene.told().getFirst());
        scene.leave(anna);

        scene.publish("anna");

        assertThat(instance(scene.events.getLast())).isNotEqualTo(instance);
        assertThat(scene.events.getLast().stamp().sequence()).isEqualTo(2);
    }

    @Test
    void staysForTenMinutesAfterItsLastAudienceMember() {
        String instance = leaveAnAudienceMemberLast();

        scene.worker.run(599_000);
        SimulatedClient anna = scene.publish("anna");

        assertThat(instance(scene.events.getFirst())).isEqualTo(instance);
        scene.worker.run(20_000);
        assertThat(scene.rooms.isPresent(anna.sessionId())).isTrue();
        SimulatedClient paul = scene.play("paul", "anna");
        assertThat(instance(scene.events.getLast())).isEqualTo(instance);
        assertThat(scene.rooms.isPresent(paul.sessionId())).isTrue();
    }

    @Test
    void isGoneAfterTenMinutes() {
        String instance = leaveAnAudienceMemberLast();

        scene.worker.run(600_000);
        scene.publish("anna");

        assertThat(instance(scene.events.getFirst())).isNotEqualTo(instance);
        assertThat(scene.events.getFirst().stamp().sequence()).isEqualTo(1);
    }

    private String leaveAnAudienceMemberLast() {
        SimulatedClient anna = scene.publish("anna");
        SimulatedClient paul = scene.play("paul", "anna");
        scene.leave(anna);
        scene.leave(paul);
        return instance(scene.told().getFirst());
    }

    private static String instance(RoomEvent event) {
        String id = event.stamp().eventId();
        return id.substring(0, id.lastIndexOf('-'));
    }
}
