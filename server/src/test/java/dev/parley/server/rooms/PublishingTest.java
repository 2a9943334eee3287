package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.Permission;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.Settings;
import dev.parley.server.rooms.RoomNotice.UserState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be published by whom, and what others are told of it (spec/10 §2.3, §6, §7, §8; spec/05 §3). */
class PublishingTest {

    private final RoomScene scene = new RoomScene();

    @Test
    void whatIsPublishedIsToldByTheBitsOfTheContract() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");

        anna.offer(List.of(
                Sections.publishing(StreamType.AUDIO),
                Sections.publishingTwoLayers(false),
                Sections.publishing(StreamType.AUX)));
        assertThat(seen(bert, "anna").flags()).isEqualTo(1 + 2 + 4 + 8);
        assertThat(seen(bert, "anna").codecs())
                .isEqualTo(Map.of(StreamType.AUDIO, "opus", StreamType.MAIN, "VP8", StreamType.AUX, "VP8"));
        anna.mute(StreamType.MAIN, true);
        anna.mute(StreamType.AUX, true);
        anna.mute(StreamType.AUDIO, true);
        assertThat(seen(bert, "anna").flags()).isEqualTo(1 + 2 + 4 + 8 + 16 + 32 + 64);
        anna.publish(StreamType.AUDIO);
        assertThat(seen(bert, "anna").flags()).isEqualTo(8);
        anna.publish();
        assertThat(seen(bert, "anna")).isEqualTo(new UserState("anna", 0, Map.of()));
    }

    @Test
    void nobodyIsToldWhatDidNotChange() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        anna.publish(StreamType.AUDIO);
        bert.look();

        anna.publish(StreamType.AUDIO);
        anna.mute(StreamType.AUDIO, false);

        assertThat(bert.told).isEmpty();
    }

    @Test
    void mutingWhatIsNotPublishedIsRefused() {
        Guest anna = scene.call("anna");

        assertThat(anna.mute(StreamType.MAIN, true)).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(-102023);
            assertThat(refusal.message()).contains("main");
        });
    }

    @Test
    void theFiftyFirstPublisherIsRefusedUntilOneStopsAndMutingIsNotStopping() {
        List<Guest> publishers = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            Guest publisher = scene.call("publisher-" + number);
            assertThat(publisher.publish(StreamType.AUDIO).refused()).isEmpty();
            publishers.add(publisher);
        }
        Guest late = scene.call("late");

        assertThat(refusal(late, StreamType.AUDIO)).isEqualTo(-102052);
        assertThat(scene.refusal(() -> scene.publish("latest")).code()).isEqualTo(-102052);
        publishers.getFirst().mute(StreamType.AUDIO, true);
        assertThat(refusal(late, StreamType.AUDIO)).isEqualTo(-102052);
        publishers.getFirst().publish(StreamType.MAIN); // one that publishes may exchange what it publishes
        assertThat(refusal(late, StreamType.AUDIO)).isEqualTo(-102052);
        publishers.getFirst().publish();

        assertThat(late.publish(StreamType.AUDIO).refused()).isEmpty();
        assertThat(refusal(publishers.getFirst(), StreamType.AUDIO)).isEqualTo(-102052);
    }

    @Test
    void oneUserSharesAScreenAtATime() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        anna.publish(StreamType.AUX);

        MediaAnswer refused = bert.publish(StreamType.AUDIO, StreamType.AUX);
        assertThat(codes(refused)).isEqualTo(Map.of(StreamType.AUX, -102016));
        assertThat(seen(anna, "bert").flags()).isEqualTo(8);
        assertThat(anna.publish(StreamType.AUX, StreamType.AUDIO).refused()).isEmpty();
        anna.publish(StreamType.AUDIO);
        assertThat(bert.publish(StreamType.AUDIO, StreamType.AUX).refused()).isEmpty();
        bert.leave();
        assertThat(anna.publish(StreamType.AUX).refused()).isEmpty();
    }

    @Test
    void severalShareScreensWhereThatIsAllowed() {
        RoomScene open = new RoomScene(
                Settings.defaultsBut(Map.of("rooms.single-substream", "false")).rooms(), new Random(1));
        Guest anna = open.call("anna");
        Guest bert = open.call("bert");

        assertThat(anna.publish(StreamType.AUX).refused()).isEmpty();
        assertThat(bert.publish(StreamType.AUX).refused()).isEmpty();
    }

    @Test
    void audienceMayPublishOnceItIsAnchor() {
        Guest anna = scene.live("anna", Role.ANCHOR);
        Guest paul = scene.live("paul", Role.AUDIENCE);

        MediaAnswer refused = paul.publish(StreamType.AUDIO, StreamType.MAIN, StreamType.AUX);
        assertThat(codes(refused))
                .isEqualTo(Map.of(StreamType.AUDIO, -102013, StreamType.MAIN, -102013, StreamType.AUX, -102015));
        scene.told();
        paul.switchRole(Role.ANCHOR);
        assertThat(scene.told(RoomEvent.RoleChanged.class))
                .extracting(event -> event.role().code())
                .containsExactly(20);

        assertThat(paul.publish(StreamType.AUDIO, StreamType.MAIN, StreamType.AUX)
                        .refused())
                .isEmpty();
        assertThat(seen(anna, "paul").flags()).isEqualTo(1 + 4 + 8);
    }

    @Test
    void becomingAudienceStopsEverythingOneSends() {
        Guest anna = scene.live("anna", Role.ANCHOR);
        Guest bert = scene.live("bert", Role.ANCHOR);
        anna.publish(StreamType.MAIN, StreamType.AUX);
        bert.publish();
        bert.subscribe("anna", StreamType.MAIN, "picture-0");
        scene.told();

        anna.switchRole(Role.AUDIENCE);

        assertThat(scene.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Unpublished", "Unpublished", "Unsubscribed", "RoleChanged");
        assertThat(bert.publish(StreamType.AUX).refused()).isEmpty();
        anna.switchRole(Role.ANCHOR);
        assertThat(seen(bert, "anna").flags()).isZero();
    }

    @ParameterizedTest
    @EnumSource(StreamType.class)
    void sendingNeedsItsRightAndNoOther(StreamType type) {
        Permission needed =
                switch (type) {
                    case AUDIO -> Permission.SEND_AUDIO;
                    case MAIN -> Permission.SEND_VIDEO;
                    case AUX -> Permission.SEND_SUB_STREAM;
                };
        int code = type == StreamType.AUX ? -102015 : -102013;

        scene.call("owner");
        Guest without = scene.enter("anna", Family.CALL, Role.ANCHOR, allBut(needed));
        assertThat(codes(without.publish(type))).isEqualTo(Map.of(type, code));
        without.leave();
        Guest with = scene.enter("bert", Family.CALL, Role.ANCHOR, Permissions.of(Permission.ENTER_ROOM, needed));
        assertThat(codes(with.publish(StreamType.values()))).hasSize(2).doesNotContainKey(type);
    }

    @ParameterizedTest
    @EnumSource(StreamType.class)
    void receivingNeedsItsRightAndNoOther(StreamType type) {
        Permission needed =
                switch (type) {
                    case AUDIO -> Permission.RECEIVE_AUDIO;
                    case MAIN -> Permission.RECEIVE_VIDEO;
                    case AUX -> Permission.RECEIVE_SUB_STREAM;
                };
        Guest owner = scene.call("owner");
        owner.publish(StreamType.values());
        String slot = type == StreamType.AUDIO ? "sound-0" : "picture-0";

        Guest without = scene.enter("anna", Family.CALL, Role.ANCHOR, allBut(needed));
        without.publish();
        assertThat(without.subscribe("owner", type, slot))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(-102019));
        Guest with = scene.enter("bert", Family.CALL, Role.ANCHOR, Permissions.of(Permission.ENTER_ROOM, needed));
        with.publish();
        assertThat(with.subscribe("owner", type, slot)).isEmpty();
    }

    @Test
    void creatingNeedsItsRightAndEnteringAnOpenRoomDoesNot() {
        Permissions guests = allBut(Permission.CREATE_ROOM);

        EntryRefusedException refusal = scene.refusal(() -> scene.enter("anna", Family.CALL, Role.ANCHOR, guests));
        assertThat(refusal.code()).isEqualTo(-102010);
        assertThat(scene.events).isEmpty();
        scene.call("owner");
        scene.enter("anna", Family.CALL, Role.ANCHOR, guests);
    }

    @ParameterizedTest
    @EnumSource(StreamType.class)
    void aTicketWithoutARightEndsWhatItAllowedAtOnce(StreamType type) {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        anna.publish(StreamType.values());
        bert.publish();
        anna.connect();
        bert.connect();
        String slot = type == StreamType.AUDIO ? "sound-0" : "picture-0";
        bert.subscribe("anna", type, slot);
        scene.send(600, anna);
        assertThat(bert.takeReceived()).isNotEmpty();

        bert.renew(allBut(type.toReceive()));
        scene.send(600, anna);
        assertThat(bert.takeReceived()).isEmpty();
        bert.renew(Permissions.ALL);
        scene.send(600, anna);
        assertThat(bert.takeReceived()).isNotEmpty();

        anna.renew(allBut(type.toSend()));
        assertThat(seen(bert, "anna").codecs()).hasSize(2).doesNotContainKey(type);
        bert.takeReceived();
        scene.send(600, anna);
        assertThat(bert.takeReceived()).isEmpty();
        anna.renew(Permissions.ALL);
        scene.send(600, anna);
        assertThat(bert.takeReceived()).isEmpty(); // a right is no publication
        anna.publish(StreamType.values());
        scene.send(600, anna);
        assertThat(bert.takeReceived()).isNotEmpty();
    }

    @Test
    void theTicketOfARoleSwitchCountsAtOnceWhateverBecomesOfTheRole() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        anna.publish(StreamType.AUDIO);
        bert.publish(StreamType.MAIN);
        anna.connect();
        bert.connect();
        bert.subscribe("anna", StreamType.AUDIO, "sound-0");

        bert.switchRole(Role.ANCHOR, Permissions.of(Permission.ENTER_ROOM));
        scene.send(300, anna);

        assertThat(bert.takeReceived()).isEmpty();
        assertThat(seen(anna, "bert").flags()).isZero();
    }

    private static Permissions allBut(Permission missing) {
        return new Permissions(Permissions.ALL.bits() & ~missing.bit());
    }

    private static UserState seen(Guest viewer, String user) {
        return Objects.requireNonNull(viewer.seen().get(user));
    }

    private static int refusal(Guest guest, StreamType type) {
        return Objects.requireNonNull(guest.publish(type).refused().get(type)).code();
    }

    private static Map<StreamType, Integer> codes(MediaAnswer answer) {
        Map<StreamType, Integer> codes = new EnumMap<>(StreamType.class);
        answer.refused().forEach((type, refusal) -> codes.put(type, refusal.code()));
        return codes;
    }
}
