package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.RoomNotice.UserState;
import dev.parley.server.rooms.Seat.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Clients that lose one of their connections or both, and go on (docs/signalling.md, spec/10 §5.3, MET-11). */
class ReconnectionTest {

    private final RoomScene scene = new RoomScene();
    private final Guest anna = scene.call("anna");
    private final Guest bert = scene.call("bert");

    private void meet() {
        anna.publish(StreamType.AUDIO, StreamType.MAIN);
        bert.publish();
        anna.connect();
        bert.connect();
        bert.subscribe("anna", StreamType.AUDIO, "sound-0");
        bert.subscribe("anna", StreamType.MAIN, "picture-0");
        scene.send(1_000, anna);
        bert.takeReceived();
        scene.told();
    }

    private boolean arrives(StreamType type, long millis) {
        bert.takeReceived();
        scene.send(millis, anna);
        int mark = anna.streams(type).getFirst().mark();
        return bert.takeReceived().stream().anyMatch(received -> received.stream() == mark);
    }

    @Test
    void aViewTellsEverythingThatWasMissed() {
        meet();
        bert.told.clear();
        anna.publish(StreamType.MAIN);
        anna.mute(StreamType.MAIN, true);
        scene.call("carl");
        scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, "bert", true, false));

        View view = bert.look();

        assertThat(view.users())
                .containsExactly(
                        new UserState("anna", 1 + 16, Map.of(StreamType.MAIN, "VP8")),
                        new UserState("carl", 0, Map.of()));
        assertThat(view.audioBlocked()).isTrue();
        assertThat(view.videoBlocked()).isFalse();
        assertThat(view.role()).isEqualTo(Role.ANCHOR);
    }

    @Test
    void whoIsSilentForEightSecondsIsMutedToOthersUntilItIsBack() {
        meet();
        anna.fallSilent();
        scene.worker.run(8_300);
        assertThat(flags()).isEqualTo(1 + 8 + 16 + 64);

        anna.comeBack();
        scene.worker.run(3_000);

        assertThat(flags()).isEqualTo(1 + 8);
        assertThat(arrives(StreamType.MAIN, 1_000)).isTrue();
    }

    private int flags() {
        return Objects.requireNonNull(bert.seen().get("anna")).flags();
    }

    @Test
    void picturesStopForWhomOnlyWordsComeFromAndSoundGoesOn() {
        meet();
        bert.muffle();
        scene.send(8_300, anna);
        assertThat(scene.told(RoomEvent.ConnectionLost.class)).isEmpty();
        assertThat(scene.toldInWords()).containsExactly("flow off ?");
        assertThat(arrives(StreamType.MAIN, 1_000)).isFalse();
        assertThat(arrives(StreamType.AUDIO, 1_000)).isTrue();

        bert.comeBack();
        scene.send(3_000, anna);

        assertThat(arrives(StreamType.MAIN, 1_000)).isTrue();
        assertThat(scene.toldInWords()).containsExactly("flow on ?");
    }

    @Test
    void whoConnectsLateGetsThePicturesAllTheSame() {
        anna.publish(StreamType.MAIN);
        anna.connect();
        bert.publish();
        bert.muffle();
        bert.subscribe("anna", StreamType.MAIN, "picture-0");
        scene.send(9_000, anna);

        bert.comeBack();
        bert.connect();

        assertThat(arrives(StreamType.MAIN, 2_000)).isTrue();
    }

    @Test
    void anotherPeerConnectionBeginsAnewUnderTheSameSession() {
        meet();
        anna.beginAnew();
        anna.publish(StreamType.AUDIO, StreamType.MAIN);
        anna.connect();
        assertThat(arrives(StreamType.MAIN, 1_000)).isTrue();

        bert.beginAnew();
        bert.publish();
        bert.connect();
        assertThat(arrives(StreamType.MAIN, 1_000)).isFalse();
        bert.subscribe("anna", StreamType.MAIN, "picture-1");

        assertThat(arrives(StreamType.MAIN, 1_000)).isTrue();
        assertThat(scene.told(RoomEvent.Exited.class)).isEmpty();
        assertThat(scene.worker.openTransports()).isEqualTo(2);
        assertThat(flags()).isEqualTo(1 + 8);
    }

    @Test
    void anIceRestartKeepsEverything() {
        meet();
        anna.restartIce();
        anna.publish(StreamType.AUDIO, StreamType.MAIN);
        bert.restartIce();
        bert.publish();
        scene.worker.run(1_000);

        assertThat(arrives(StreamType.MAIN, 1_000)).isTrue();
        assertThat(arrives(StreamType.AUDIO, 1_000)).isTrue();
        assertThat(scene.events).isEmpty();
        scene.send(20_000, anna);
        assertThat(scene.events).isEmpty();
        assertThat(scene.worker.openTransports()).isEqualTo(2);
    }

    @Test
    void aClosedPeerConnectionEndsItsMediaAndNotTheSession() {
        meet();
        anna.closeMedia();

        assertThat(flags()).isZero();
        assertThat(anna.ended()).isNull();
        scene.worker.run(100_000);
        assertThat(anna.ended()).isNull();
        anna.publish(StreamType.MAIN);
        anna.connect();
        assertThat(arrives(StreamType.MAIN, 1_000)).isTrue();
    }

    @Test
    void aSectionThatComesInAnotherFormatIsTakenInThatFormat() {
        meet();
        MediaOffer.Publishing other = Tracks.withPayloadTypes(Sections.publishing(StreamType.MAIN), 102, 103);

        anna.offer(List.of(Sections.publishing(StreamType.AUDIO), other));
        anna.streams(StreamType.MAIN).getFirst().usePayloadType(102);

        assertThat(arrives(StreamType.MAIN, 1_500)).isTrue();
    }
}
