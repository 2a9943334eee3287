package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.Settings;
import dev.parley.server.rooms.RoomNotice.LeaveReason;
import dev.parley.server.rooms.RoomNotice.UserEntered;
import dev.parley.server.rooms.RoomNotice.UserLeft;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Who meets whom: rooms, families, visibility, leaving and twins (spec/10 §1.3, §2.2, §3.3, §4, §5, §6). */
class MeetingTest {

    private static final RoomKey NUMBER = new RoomKey(20_000_001, RoomKind.INT, "123");
    private static final RoomKey TEXT = new RoomKey(20_000_001, RoomKind.STR, "123");

    private final RoomScene scene = new RoomScene();

    @Test
    void aNumberAndTheSameDigitsAsTextAreTwoRooms() {
        Guest anna = scene.enter(NUMBER, "anna", Family.CALL, Role.ANCHOR, Permissions.ALL);
        Guest bert = scene.enter(TEXT, "bert", Family.CALL, Role.ANCHOR, Permissions.ALL);

        assertThat(anna.seen()).isEmpty();
        assertThat(bert.seen()).isEmpty();
        scene.worker.answer(scene.rooms.dismiss(NUMBER));
        assertThat(anna.ended()).isEqualTo(ExitReason.DISMISSED);
        assertThat(bert.ended()).isNull();
        assertThat(scene.told(RoomEvent.Entered.class))
                .extracting(event -> event.stamp().room())
                .containsExactly(NUMBER, TEXT);
    }

    @Test
    void everybodyIsSeenInACall() {
        Guest anna = scene.call("anna");
        Guest bert = scene.enter(RoomScene.KEY, "bert", Family.CALL, Role.AUDIENCE, Permissions.ALL);

        assertThat(anna.told).containsExactly(new UserEntered(state("bert")));
        assertThat(bert.look().users()).containsExactly(state("anna"));
        assertThat(bert.look().role()).isEqualTo(Role.ANCHOR);
        bert.leave();
        assertThat(anna.told(UserLeft.class)).containsExactly(new UserLeft("bert", LeaveReason.LEFT));
    }

    @Test
    void onlyAnchorsAreSeenInALiveRoom() {
        Guest anna = scene.live("anna", Role.ANCHOR);
        Guest paul = scene.live("paul", Role.AUDIENCE);
        Guest rosa = scene.live("rosa", Role.AUDIENCE);
        Guest bert = scene.live("bert", Role.ANCHOR);

        assertThat(anna.seen()).containsOnlyKeys("bert");
        assertThat(paul.seen()).containsOnlyKeys("anna", "bert");
        assertThat(bert.seen()).containsOnlyKeys("anna");
        rosa.leave();
        bert.leave();
        assertThat(anna.told(UserLeft.class)).containsExactly(new UserLeft("bert", LeaveReason.LEFT));
        assertThat(paul.told(UserLeft.class)).containsExactly(new UserLeft("bert", LeaveReason.LEFT));
    }

    @Test
    void theFirstEntrantGivesTheFamilyAndOthersAreTreatedByIt() {
        scene.live("anna", Role.ANCHOR);
        Guest caller = scene.enter(RoomScene.KEY, "bert", Family.CALL, Role.ANCHOR, Permissions.ALL);
        assertThat(caller.look().family()).isEqualTo(Family.LIVE);
        assertThat(caller.look().role()).isEqualTo(Role.ANCHOR);

        RoomScene call = new RoomScene();
        Guest first = call.call("anna");
        Guest audience = call.live("paul", Role.AUDIENCE);
        assertThat(audience.look().family()).isEqualTo(Family.CALL);
        assertThat(audience.look().role()).isEqualTo(Role.ANCHOR);
        assertThat(first.seen()).containsOnlyKeys("paul");
        assertThat(audience.switchRole(Role.AUDIENCE)).isEqualTo(Role.ANCHOR);
        assertThat(first.told(UserLeft.class)).isEmpty();
    }

    @Test
    void aWhepPlayerInACallIsSeenLikeAnybody() {
        Guest anna = scene.call("anna");
        anna.publish(StreamType.AUDIO, StreamType.MAIN);
        scene.play("paul", "anna");

        assertThat(anna.seen()).containsOnlyKeys("paul");
    }

    @Test
    void roleSwitchesAreEntriesAndExitsToOthers() {
        Guest anna = scene.live("anna", Role.ANCHOR);
        Guest paul = scene.live("paul", Role.AUDIENCE);
        scene.told();

        assertThat(paul.switchRole(Role.ANCHOR)).isEqualTo(Role.ANCHOR);
        assertThat(paul.switchRole(Role.ANCHOR)).isEqualTo(Role.ANCHOR);
        assertThat(anna.told).containsExactly(new UserEntered(state("paul")));
        assertThat(paul.switchRole(Role.AUDIENCE)).isEqualTo(Role.AUDIENCE);

        assertThat(anna.told(UserLeft.class)).containsExactly(new UserLeft("paul", LeaveReason.BECAME_AUDIENCE));
        assertThat(scene.told(RoomEvent.RoleChanged.class))
                .extracting(RoomEvent.RoleChanged::role)
                .containsExactly(Role.ANCHOR, Role.AUDIENCE);
    }

    @Test
    void othersLearnWhySomebodyLeft() {
        Guest anna = scene.call("anna");
        scene.call("bert").leave();
        Guest carl = scene.call("carl");
        scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of("carl", "nobody")));
        Guest dora = scene.call("dora");
        scene.worker.answer(dora.seat().leave(ExitReason.VANISHED));
        Guest emil = scene.call("emil");
        emil.fallSilent();
        scene.worker.run(90_300);

        assertThat(anna.told(UserLeft.class))
                .containsExactly(
                        new UserLeft("bert", LeaveReason.LEFT),
                        new UserLeft("carl", LeaveReason.REMOVED),
                        new UserLeft("dora", LeaveReason.TIMED_OUT),
                        new UserLeft("emil", LeaveReason.TIMED_OUT));
        assertThat(carl.ended()).isEqualTo(ExitReason.REMOVED);
        assertThat(emil.ended()).isEqualTo(ExitReason.TIMEOUT);
        assertThat(scene.told(RoomEvent.Exited.class))
                .extracting(event -> event.reason().callbackReason())
                .containsExactly(1, 3, 5, 2);
    }

    @Test
    void whoVanishesIsLostAfterEightSecondsAndGoneAfterNinety() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        bert.publish(StreamType.AUDIO, StreamType.MAIN);
        bert.connect();
        scene.worker.run(1_000);
        bert.fallSilent();
        long heard = bert.lastProof();

        scene.worker.run(heard + 7_990 - scene.worker.now());
        assertThat(flags(anna, "bert")).isEqualTo(9);
        scene.worker.run(300);
        assertThat(flags(anna, "bert")).isEqualTo(9 + 16 + 64);
        scene.worker.run(heard + 89_990 - scene.worker.now());
        assertThat(anna.seen()).containsOnlyKeys("bert");
        scene.worker.run(300);

        assertThat(anna.seen()).isEmpty();
        RoomEvent.Exited exit = scene.told(RoomEvent.Exited.class).getFirst();
        assertThat(exit.stamp().timestamp()).isEqualTo(heard + 90_000);
    }

    private static int flags(Guest viewer, String user) {
        return Objects.requireNonNull(viewer.seen().get(user)).flags();
    }

    @Test
    void everybodyOfADismissedRoomIsToldSoAndNobodyOfTheOthersLeaving() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        String before = anna.look().commId();

        assertThat(scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY))).isTrue();

        assertThat(anna.told).containsExactly(new RoomNotice.Ended(ExitReason.DISMISSED));
        assertThat(bert.ended()).isEqualTo(ExitReason.DISMISSED);
        assertThat(scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY))).isFalse();
        assertThat(scene.call("anna").look().commId()).isNotEqualTo(before);
    }

    @Test
    void aRoomReopenedInTheSameSecondHasAnotherCommId() {
        String first = scene.call("anna").look().commId();
        scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY));
        String second = scene.call("anna").look().commId();
        scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY));
        String third = scene.call("anna").look().commId();

        long created = scene.worker.now() / 1_000;
        assertThat(List.of(first, second, third))
                .containsExactly(commId(created), commId(created + 1), commId(created + 2));
        scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY));
        scene.worker.run(1_000);
        assertThat(scene.call("anna").look().commId()).isEqualTo(commId(created + 3));
    }

    @Test
    void whoIsRefusedFirstUsesUpNoCommId() {
        EntryRefusedException refusal = scene.refusal(() -> scene.play("paul", "nobody"));
        assertThat(refusal.reason()).isEqualTo(EntryRefusedException.Reason.NOBODY_LIVE);

        assertThat(scene.call("anna").look().commId()).isEqualTo(commId(scene.worker.now() / 1_000));
    }

    private static String commId(long created) {
        return "20000001_lobby_" + created;
    }

    @Test
    void aTwinIsKickedAndTheRoomStays() {
        Guest anna = scene.call("anna");
        Guest first = scene.call("bert");
        String commId = first.look().commId();
        Guest second = scene.call("bert");

        assertThat(first.ended()).isEqualTo(ExitReason.REPLACED);
        assertThat(second.look().commId()).isEqualTo(commId);
        assertThat(anna.told)
                .containsExactly(
                        new UserEntered(state("bert")),
                        new UserLeft("bert", LeaveReason.REMOVED),
                        new UserEntered(state("bert")));
        CompletionException late = catchThrowableOfType(CompletionException.class, first::look);
        assertThat(((EntryRefusedException) Objects.requireNonNull(late.getCause())).code())
                .isEqualTo(-102018);
        assertThat(first.leave()).isFalse();
        assertThat(second.ended()).isNull();
    }

    @Test
    void theOnlyUsersTwinKeepsTheCallOpen() {
        String commId = scene.call("anna").look().commId();

        assertThat(scene.call("anna").look().commId()).isEqualTo(commId);
    }

    @Test
    void aCallClosesWithItsLastUser() {
        String commId = scene.call("anna").look().commId();
        scene.worker.run(2_000);
        Guest bert = scene.call("bert");
        assertThat(bert.look().commId()).isEqualTo(commId);
        scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of("anna")));
        bert.leave();

        assertThat(scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY))).isFalse();
        assertThat(scene.call("anna").look().commId()).isNotEqualTo(commId);
    }

    @Test
    void aLiveRoomStaysTenMinutesAfterItsAudienceWhateverEndedTheStay() {
        Guest paul = scene.live("paul", Role.AUDIENCE);
        String commId = paul.look().commId();
        scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of("paul")));
        scene.worker.jump(599_000);
        Guest lost = scene.live("paul", Role.AUDIENCE);
        assertThat(lost.look().commId()).isEqualTo(commId);
        lost.fallSilent();
        scene.worker.run(90_300);
        assertThat(lost.ended()).isEqualTo(ExitReason.TIMEOUT);
        scene.worker.jump(599_000);

        assertThat(scene.live("rosa", Role.AUDIENCE).look().commId()).isEqualTo(commId);
    }

    @Test
    void theRoleAtTheEndDecidesWhetherALiveRoomStays() {
        Guest paul = scene.live("paul", Role.AUDIENCE);
        paul.switchRole(Role.ANCHOR);
        paul.leave();
        assertThat(scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY))).isFalse();

        Guest anna = scene.live("anna", Role.ANCHOR);
        anna.switchRole(Role.AUDIENCE);
        scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of("anna")));
        assertThat(scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY))).isTrue();
    }

    @Test
    void aDesertedLiveRoomIsGoneAfterTenMinutes() {
        Guest paul = scene.live("paul", Role.AUDIENCE);
        String commId = paul.look().commId();
        paul.leave();

        scene.worker.jump(600_000);

        assertThat(scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of("paul"))))
                .isFalse();
        assertThat(scene.live("paul", Role.AUDIENCE).look().commId()).isNotEqualTo(commId);
    }

    @Test
    void aFullCallTakesTwinsOnly() {
        RoomScene small = new RoomScene(
                Settings.defaultsBut(Map.of("rooms.call-capacity", "2")).rooms(), new Random(1));
        small.call("anna");
        small.call("bert");

        EntryRefusedException refusal = small.refusal(() -> small.call("late"));

        assertThat(refusal.code()).isEqualTo(-102052);
        assertThat(refusal.reason()).isEqualTo(EntryRefusedException.Reason.ROOM_FULL);
        small.call("bert").leave();
        small.call("late");
    }

    @Test
    void theDefaultCallTakesThreeHundred() {
        for (int number = 1; number <= 300; number++) {
            scene.call("user-" + number);
        }

        assertThat(scene.refusal(() -> scene.call("late")).code()).isEqualTo(-102052);
    }

    private static RoomNotice.UserState state(String user) {
        return new RoomNotice.UserState(user, 0, Map.of());
    }
}
