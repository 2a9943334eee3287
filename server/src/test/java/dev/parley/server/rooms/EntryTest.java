package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.media.session.MediaKind;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is let in, and what they are told (spec/10 §2.2, §3.2, §8.2). */
class EntryTest {

    private final RoomScene scene = new RoomScene();

    @Test
    void tellsWhatAPublisherAndItsPlayerDo() {
        SimulatedClient anna = scene.publish("anna");
        SimulatedClient paul = scene.play("paul", "anna");

        assertThat(scene.toldInWords(anna, paul))
                .containsExactly(
                        "entered anna anchor", "published anna", "entered paul audience", "subscribed paul to anna");
        assertThat(scene.rooms.isPresent(anna.sessionId())).isTrue();
        assertThat(scene.leave(paul)).isTrue();
        assertThat(scene.leave(paul)).isFalse();
        assertThat(scene.rooms.isPresent(paul.sessionId())).isFalse();
        assertThat(scene.worker.openTransports()).isEqualTo(1);
        assertThat(scene.toldInWords(paul)).containsExactly("exited paul NORMAL");
    }

    @Test
    void publishesAndPlaysSoundAloneWithoutAWordAboutPictures() {
        SimulatedClient anna = scene.publish("anna", List.of(Tracks.SOUND));
        SimulatedClient paul = scene.play("paul", "anna", List.of(Tracks.SOUND));

        assertThat(scene.toldInWords(anna, paul)).containsExactly("entered anna anchor", "entered paul audience");
    }

    @Test
    void namesThePublisherWithAPictureBeforeOneWithoutAndDescribesIt() {
        assertThat(publisher(null)).isEmpty();
        scene.publish("anna", List.of(Tracks.SOUND));
        assertThat(publisher(null)).containsExactly("anna opus -");
        scene.publish("bert");
        scene.play("paul", "bert");

        assertThat(publisher(null)).containsExactly("bert opus VP8");
        assertThat(publisher("anna")).containsExactly("anna opus -");
        assertThat(publisher("paul")).isEmpty();
    }

    private List<String> publisher(@Nullable String user) {
        return scene.worker.answer(scene.rooms.publisher(RoomScene.KEY, user)).stream()
                .map(found -> found.userId() + " " + found.audioCodec() + " "
                        + (found.video() == null ? "-" : found.video().codec()))
                .toList();
    }

    @Test
    void tellsAPlayerWhichStreamsItWillGet() {
        scene.publish("anna");
        SimulatedClient paul = new SimulatedClient(scene.worker, "paul");
        Rooms.Joined joined = scene.worker.answer(scene.rooms.play(new Rooms.Play(
                RoomScene.KEY,
                "paul",
                Permissions.ALL,
                paul.description(),
                "anna",
                List.of(Tracks.SOUND, Tracks.PICTURE))));

        assertThat(joined.outgoing())
                .extracting(Rooms.OutgoingTrack::kind)
                .containsExactly(MediaKind.AUDIO, MediaKind.VIDEO);
        assertThat(joined.outgoing().getFirst().rtxSsrc()).isEqualTo(-1);
        assertThat(joined.outgoing().getLast().rtxSsrc()).isPositive();
        assertThat(joined.outgoing()).extracting(Rooms.OutgoingTrack::ssrc).doesNotHaveDuplicates();
        assertThat(joined.outgoing()).extracting(Rooms.OutgoingTrack::cname).containsOnly(joined.sessionId());
    }

    @Test
    void refusesTheFiftyFirstPublisherUntilOneLeaves() {
        List<SimulatedClient> publishers = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            publishers.add(scene.publish("publisher-" + number));
        }

        EntryRefusedException refusal = scene.refusal(() -> scene.publish("late"));
        assertThat(refusal.code()).isEqualTo(-102052);
        assertThat(refusal.reason()).isEqualTo(Reason.ROOM_FULL);
        assertThat(refusal).hasMessageContaining("publisher limit");
        scene.play("paul", "publisher-1");
        scene.publish("publisher-7"); // a twin takes its own place

        scene.leave(publishers.get(3));
        scene.publish("late");
        assertThat(scene.refusal(() -> scene.publish("later")).code()).isEqualTo(-102052);
    }

    @Test
    void refusesWhoComesWhenTheRoomIsFullButLetsATwinIn() {
        RoomScene small = new RoomScene(withCapacity(3), new Random(1));
        small.publish("anna");
        small.play("paul", "anna");
        small.play("rosa", "anna");

        assertThat(small.refusal(() -> small.play("late", "anna")).code()).isEqualTo(-102052);
        assertThat(small.refusal(() -> small.publish("late")).code()).isEqualTo(-102052);
        small.play("rosa", "anna");
        assertThat(small.worker.openTransports()).isEqualTo(3);
    }

    @Test
    void aChangedCapacityCountsForThoseWhoComeAfterwards() {
        AtomicReference<RoomsSettings> settings = new AtomicReference<>(withCapacity(2));
        RoomScene changing = new RoomScene(settings::get, new Random(1));
        changing.publish("anna");
        changing.play("paul", "anna");
        assertThat(changing.refusal(() -> changing.play("late", "anna")).code()).isEqualTo(-102052);

        settings.set(withCapacity(3));
        changing.play("late", "anna");

        settings.set(withCapacity(1));
        assertThat(changing.refusal(() -> changing.play("later", "anna")).code())
                .isEqualTo(-102052);
        assertThat(changing.worker.openTransports()).isEqualTo(3);
    }

    private static RoomsSettings withCapacity(int capacity) {
        return Settings.defaultsBut(Map.of("rooms.live-capacity", Integer.toString(capacity)))
                .rooms();
    }

    @Test
    void refusesToPlayOneself() {
        SimulatedClient anna = scene.publish("anna");
        scene.told();

        EntryRefusedException refusal = scene.refusal(() -> scene.play("anna", "anna"));

        assertThat(refusal.reason()).isEqualTo(Reason.BAD_PARAMETER);
        assertThat(refusal.code()).isEqualTo(-102023);
        assertThat(scene.rooms.isPresent(anna.sessionId())).isTrue();
        assertThat(scene.events).isEmpty();
    }

    @Test
    void refusesToPlayWhenNobodyIsLive() {
        assertThat(scene.refusal(() -> scene.play("paul", "anna")).reason()).isEqualTo(Reason.NOBODY_LIVE);
        scene.publish("anna");
        scene.play("paul", "anna");
        assertThat(scene.refusal(() -> scene.play("rosa", "paul")).reason()).isEqualTo(Reason.NOBODY_LIVE);
        assertThat(scene.refusal(() -> scene.play("rosa", "bert")).reason()).isEqualTo(Reason.NOBODY_LIVE);
    }

    @Test
    void refusesToPlayWhenThePublishersFormatChanged() {
        scene.publish("anna", List.of(Tracks.SOUND, Tracks.picture("H264")));

        assertThat(scene.refusal(() -> scene.play("paul", "anna")).reason()).isEqualTo(Reason.NOBODY_LIVE);
        scene.play("paul", "anna", List.of(Tracks.SOUND, Tracks.picture("H264")));
        scene.publish("bert", List.of(Tracks.SOUND));
        assertThat(scene.refusal(() -> scene.play("rosa", "bert")).reason()).isEqualTo(Reason.NOBODY_LIVE);
    }

    @Test
    void aRefusalEndsNobodysSessionAndOpensNothing() {
        SimulatedClient paul = scene.publish("paul");
        scene.told();

        scene.refusal(() -> scene.play("paul", "anna"));

        assertThat(scene.rooms.isPresent(paul.sessionId())).isTrue();
        assertThat(scene.events).isEmpty();
        assertThat(scene.worker.openTransports()).isEqualTo(1);
    }

    @Test
    void aRefusedFirstEntrantLeavesNoRoomBehind() {
        RoomHouse house = new RoomHouse(
                scene.worker,
                RoomsSettings::defaults,
                Duration.ofSeconds(5),
                scene.events::add,
                new SecureRandom(),
                new ConcurrentHashMap<>());

        Entry entry = new Entry(
                RoomScene.KEY, "paul", Family.LIVE, Role.AUDIENCE, Permissions.ALL, Door.WHEP, RoomClient.MUTE);
        assertThat(catchThrowable(() -> house.enter(entry, (room, now) -> {
                    throw new EntryRefusedException(Reason.NOBODY_LIVE, -102007, "nobody");
                })))
                .isInstanceOf(EntryRefusedException.class);

        assertThat(house.find(RoomScene.KEY)).isNull();
    }

    @Test
    void stoppingEndsEverySessionAndLetsNobodyIn() {
        SimulatedClient anna = scene.publish("anna");
        SimulatedClient paul = scene.play("paul", "anna");
        scene.told();

        CompletableFuture<Void> stopped = scene.rooms.stop();
        scene.worker.run(10);

        assertThat(stopped).isCompleted();
        assertThat(scene.toldInWords(anna, paul))
                .containsExactlyInAnyOrder("exited anna SERVER_STOPPED", "exited paul SERVER_STOPPED");
        assertThat(scene.worker.openTransports()).isZero();
        EntryRefusedException refusal = scene.refusal(() -> scene.publish("late"));
        assertThat(refusal.reason()).isEqualTo(Reason.STOPPING);
        assertThat(refusal.code()).isEqualTo(-100021);
    }
}
