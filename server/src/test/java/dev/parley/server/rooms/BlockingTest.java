package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.RoomAdministration.BlockOutcome;
import dev.parley.server.rooms.Seat.View;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code SetUserBlocked} (spec/11 §3): what others get, what everybody is told, how long it lasts. */
class BlockingTest {

    private final RoomScene scene = new RoomScene();
    private final Guest anna = scene.call("anna");
    private final Guest bert = scene.call("bert");

    private BlockOutcome block(String user, boolean audio, boolean video) {
        return scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, user, audio, video));
    }

    private void meet(Guest sender) {
        sender.publish(StreamType.values());
        sender.connect();
        bert.publish();
        bert.subscribe("anna", StreamType.AUDIO, "sound-0");
        bert.subscribe("anna", StreamType.MAIN, "picture-0");
        bert.subscribe("anna", StreamType.AUX, "picture-1");
    }

    private Set<String> arriving(Guest sender) {
        bert.takeReceived();
        scene.send(1_000, sender);
        Set<String> slots = new HashSet<>();
        bert.takeReceived().forEach(received -> slots.add(received.slot()));
        return slots;
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,true", "true,false", "false,true"})
    void keepsBackExactlyWhatIsBlocked(boolean audio, boolean video) {
        meet(anna);
        bert.connect();
        block("anna", !audio, !video);

        assertThat(block("anna", audio, video)).isEqualTo(BlockOutcome.DONE);

        Set<String> expected = new HashSet<>();
        if (!audio) {
            expected.add("sound-0");
        }
        if (!video) {
            expected.addAll(List.of("picture-0", "picture-1"));
        }
        assertThat(arriving(anna)).isEqualTo(expected);
        int flags = 1 + 4 + 8 + (audio ? 64 : 0) + (video ? 16 + 32 : 0);
        assertThat(Objects.requireNonNull(bert.seen().get("anna")).flags()).isEqualTo(flags);
        assertThat(anna.told(RoomNotice.Blocked.class).getLast()).isEqualTo(new RoomNotice.Blocked(audio, video));
        View view = anna.look();
        assertThat(List.of(view.audioBlocked(), view.videoBlocked())).containsExactly(audio, video);
    }

    @Test
    void blockingAndUnblockingAreStopsAndStartsInTheJournal() {
        meet(anna);
        bert.connect();
        arriving(anna);
        scene.told();

        block("anna", false, true);
        block("anna", false, true);
        assertThat(scene.toldInWords()).containsExactly("flow off ?", "flow off ?", "unpublished ?", "unpublished ?");
        assertThat(anna.told(RoomNotice.Blocked.class)).hasSize(1);
        block("anna", false, false);
        assertThat(scene.told(RoomEvent.Published.class)).hasSize(2);
    }

    @Test
    void aMutedStreamStaysMutedWhenItsBlockEnds() {
        meet(anna);
        anna.mute(StreamType.MAIN, true);
        block("anna", true, true);
        scene.told();

        block("anna", false, false);

        assertThat(Objects.requireNonNull(bert.seen().get("anna")).flags()).isEqualTo(1 + 4 + 8 + 16);
        assertThat(scene.told(RoomEvent.Published.class))
                .extracting(RoomEvent.Published::source)
                .containsExactly(Source.AUX);
    }

    @Test
    void aBlockIsKeptOverReentryAndTwinsAndGoneWithTheRoom() {
        block("anna", true, false);
        anna.leave();
        Guest again = scene.call("anna");
        assertThat(again.look().audioBlocked()).isTrue();
        Guest twin = scene.call("anna");
        assertThat(twin.look().audioBlocked()).isTrue();
        meet(twin);
        bert.connect();
        assertThat(arriving(twin)).containsExactlyInAnyOrder("picture-0", "picture-1");
        assertThat(Objects.requireNonNull(bert.seen().get("anna")).flags()).isEqualTo(1 + 4 + 8 + 64);

        scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY));

        assertThat(scene.call("anna").look().audioBlocked()).isFalse();
    }

    @Test
    void saysWhomOrWhatItDidNotFind() {
        assertThat(block("nobody", true, true)).isEqualTo(BlockOutcome.NO_USER);
        anna.leave();
        assertThat(block("anna", true, true)).isEqualTo(BlockOutcome.NO_USER);
        assertThat(scene.call("anna").look().audioBlocked()).isFalse();
        scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY));
        assertThat(block("anna", true, true)).isEqualTo(BlockOutcome.NO_ROOM);
    }

    @Test
    void pushedPicturesAreBlockedLikeAnybodys() {
        RoomScene live = new RoomScene();
        SimulatedClient obs = live.publish("obs").connect();
        SimulatedClient paul = live.play("paul", "obs").connect();
        obs.sendPictures(1_000);
        live.worker.answer(live.rooms.setBlocked(RoomScene.KEY, "obs", false, true));
        int before = paul.pictures.size();
        obs.sendPictures(2_000);
        assertThat(paul.pictures).hasSize(before);

        live.worker.answer(live.rooms.setBlocked(RoomScene.KEY, "obs", false, false));
        obs.sendPictures(2_000);
        assertThat(paul.pictures.size()).isGreaterThan(before);
    }
}
