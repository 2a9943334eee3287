package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.server.participant.Entered;
import dev.parley.server.participant.MediaSource;
import dev.parley.server.participant.Notice;
import dev.parley.server.participant.RoomParticipant;
import dev.parley.server.participant.RoomUser;
import dev.parley.server.participant.Subscription;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the actions on rooms do to those who are in them (spec/11 §5). */
@ExtendWith(Stage.class)
@Tag("DismissRoom")
@Tag("DismissRoomByStrRoomId")
@Tag("RemoveUser")
@Tag("RemoveUserByStrRoomId")
@Tag("SetUserBlocked")
@Tag("SetUserBlockedByStrRoomId")
final class RoomActionsTest {

    private static final int OVER = 4000;
    private static final int REMOVED = 2;

    private final Endpoint endpoint;
    private final RoomGuests guests;

    /** Rooms of the same digits, one of each kind. */
    private final long number = ThreadLocalRandom.current().nextLong(1, 1L << 32);

    RoomActionsTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.guests = new RoomGuests(endpoint);
    }

    @AfterEach
    void leave() {
        guests.close();
    }

    @Test
    void theRemovedAreToldAndMayComeBack() throws Exception {
        RoomParticipant alice = enterNumber("alice").person();
        RoomParticipant bob = enterNumber("bob").person();
        RoomParticipant namesake = enterText("bob").person();

        succeed("RemoveUser", "'RoomId':" + number + ",'UserIds':['bob','nobody','bob']");

        mustBeOut(bob, "banned", OVER);
        alice.notices()
                .await(
                        Notice.UserLeft.class,
                        left -> left.userId().equals("bob") && left.reason() == REMOVED,
                        RoomGuests.PATIENCE);
        succeed("RemoveUser", "'RoomId':" + number + ",'UserIds':['bob']");
        assertThat(enterNumber("bob").entered().users())
                .extracting(RoomUser::userId)
                .containsExactly("alice");
        namesake.ping();
        assertThat(namesake.notices().all(Notice.Kicked.class)).isEmpty();
    }

    @Test
    void tenUsersCanBeRemovedAtOnce() throws Exception {
        StringBuilder ids = new StringBuilder();
        RoomParticipant[] people = new RoomParticipant[10];
        for (int index = 0; index < people.length; index++) {
            people[index] = enterText("user" + index).person();
            ids.append(index == 0 ? "" : ",").append("'user").append(index).append('\'');
        }

        succeed("RemoveUserByStrRoomId", "'RoomId':'" + number + "','UserIds':[" + ids + "]");

        for (RoomParticipant person : people) {
            mustBeOut(person, "banned", OVER);
        }
        mustFail("RemoveUserByStrRoomId", "'RoomId':'" + number + "','UserIds':[" + ids + "]");
    }

    @Test
    void aDismissedRoomIsGoneAndItsTwinIsNot() throws Exception {
        RoomGuests.Guest alice = enterNumber("alice");
        RoomParticipant bob = enterNumber("bob").person();
        RoomParticipant other = enterText("carol").person();

        succeed("DismissRoom", "'RoomId':" + number);

        mustBeOut(alice.person(), "room_disband", OVER);
        mustBeOut(bob, "room_disband", OVER);
        mustFail("DismissRoom", "'RoomId':" + number);
        other.ping();
        assertThat(other.notices().all(Notice.Kicked.class)).isEmpty();

        Entered again = enterNumber("alice").entered();
        assertThat(again.commId()).isNotEqualTo(alice.entered().commId());
        assertThat(again.users()).isEmpty();
        succeed("DismissRoomByStrRoomId", "'RoomId':'" + number + "'");
        mustBeOut(other, "room_disband", OVER);
    }

    /** 0, 1, 2, 3, 0 with an observer who counts what arrives (spec/11 §5, 6). */
    @Test
    void whatIsBlockedArrivesNowhere() throws Exception {
        RoomParticipant sender = guests.enter("sender", entry -> entry.withRoom(number)
                        .withPublications(RoomGuests.audio(), RoomGuests.camera()))
                .person();
        RoomParticipant observer = enterNumberToReceive("observer");
        observer.subscribe(Subscription.of("sender", MediaSource.AUDIO), Subscription.of("sender", MediaSource.MAIN));
        mustArrive(observer, true, true);

        for (int isMute : new int[] {0, 1, 2, 3, 0}) {
            succeed("SetUserBlocked", "'RoomId':" + number + ",'UserId':'sender','IsMute':" + isMute);

            boolean audio = isMute != 1 && isMute != 2;
            boolean video = isMute != 1 && isMute != 3;
            await().atMost(RoomGuests.PATIENCE).untilAsserted(() -> {
                RoomUser seen = Objects.requireNonNull(observer.users().get("sender"));
                assertThat(seen.isAvailable(MediaSource.AUDIO)).isEqualTo(audio);
                assertThat(seen.isAvailable(MediaSource.MAIN)).isEqualTo(video);
            });
            mustArrive(observer, audio, video);
        }
        sender.ping();
        assertThat(sender.notices().all(Notice.Blocked.class))
                .containsSubsequence(
                        new Notice.Blocked(true, true),
                        new Notice.Blocked(true, false),
                        new Notice.Blocked(false, true),
                        new Notice.Blocked(false, false));
    }

    @Test
    void aBlockLastsAsLongAsTheRoom() throws Exception {
        enterText("keeper");
        RoomParticipant bob = enterText("bob").person();
        succeed("SetUserBlockedByStrRoomId", "'StrRoomId':'" + number + "','UserId':'bob','IsMute':2");
        bob.exit();

        RoomGuests.Guest again = enterText("bob");
        assertThat(again.entered().audioBlocked()).isTrue();
        assertThat(again.entered().videoBlocked()).isFalse();
        succeed("DismissRoomByStrRoomId", "'RoomId':'" + number + "'");
        mustBeOut(again.person(), "room_disband", OVER);
        assertThat(enterText("bob").entered().audioBlocked()).isFalse();
    }

    /** Checks what goes on arriving, after what was on its way has come. */
    private static void mustArrive(RoomParticipant observer, boolean audio, boolean video) {
        await("audio " + audio + ", video " + video)
                .atMost(RoomGuests.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    long sound = packets(observer, MediaSource.AUDIO);
                    long picture = packets(observer, MediaSource.MAIN);
                    Clocks.awaitPassing(Duration.ofMillis(500));
                    return packets(observer, MediaSource.AUDIO) > sound == audio
                            && packets(observer, MediaSource.MAIN) > picture == video;
                });
    }

    private static long packets(RoomParticipant observer, MediaSource source) {
        return observer.received("sender", source).packets();
    }

    static void mustBeOut(RoomParticipant person, String reason, int closeCode) {
        try {
            person.notices()
                    .await(Notice.Kicked.class, kicked -> kicked.reason().equals(reason), RoomGuests.PATIENCE);
            person.notices()
                    .await(Notice.ConnectionEnded.class, ended -> ended.code() == closeCode, RoomGuests.PATIENCE);
        } catch (Exception failure) {
            throw new AssertionError(person.userId() + " should be out: " + reason, failure);
        }
    }

    private RoomGuests.Guest enterNumber(String user) throws Exception {
        return guests.enter(user, entry -> entry.withRoom(number));
    }

    private RoomGuests.Guest enterText(String user) throws Exception {
        return guests.enter(user, entry -> entry.withRoom(Long.toString(number)));
    }

    private RoomParticipant enterNumberToReceive(String user) throws Exception {
        return guests.enter(user, entry -> entry.withRoom(number).withSlots(1, 1))
                .person();
    }

    private void succeed(String action, String parameters) {
        RawAnswer answer = call(action, parameters);
        assertThat(answer.code())
                .as("%s %s: %s", action, parameters, answer.message())
                .isEmpty();
    }

    private void mustFail(String action, String parameters) {
        call(action, parameters).mustFailWith("FailedOperation.RoomNotExist");
    }

    private RawAnswer call(String action, String parameters) {
        String json = "{'SdkAppId':" + endpoint.sdkAppId() + "," + parameters + "}";
        return RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, action, json.replace('\'', '"'))
                .signed());
    }
}
