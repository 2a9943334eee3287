package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.server.participant.Entered;
import dev.parley.server.participant.MediaSource;
import dev.parley.server.participant.RefusedException;
import dev.parley.server.participant.RoomParticipant;
import dev.parley.server.participant.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Advanced permission control (spec/05 §3, spec/10 §7) with tickets of the vendor's own library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionTicketsTest {

    private static final int ALL = 255;
    private static final String PUBLISHER = "publisher";

    private final String room = Rooms.unused("guarded");
    private RunningServer server;
    private RoomGuests guests;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        server = RunningServer.start(data);
        control("on");
    }

    private void control(String onOff) throws IOException {
        String application = Long.toString(server.endpoint().sdkAppId());
        assertThat(server.administer("app", "set", "--app", application, "--permission-control", onOff))
                .containsPattern("Permission control +" + onOff);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @BeforeEach
    void open() {
        guests = new RoomGuests(server.endpoint());
    }

    @AfterEach
    void close() {
        guests.close();
    }

    @Test
    void theDoorTakesATicketForThisUserAndThisRoomAlone() {
        mustBeRefused(-100006, () -> enter("ann", ""));
        mustBeRefused(-100006, () -> enter("ann", server.endpoint().userSig("ann")));
        mustBeRefused(-100006, () -> enter("ann", ticket("bob", ALL)));
        mustBeRefused(-100006, () -> enter("ann", server.endpoint().privateMapKey("ann", room + "2", ALL)));
        mustBeRefused(-100006, () -> enter("ann", server.endpoint().privateMapKey("ann", 1L, ALL)));
    }

    @Test
    void aTicketForANumberOpensTheIntegerRoomAlone() throws IOException {
        String ticket = server.endpoint().privateMapKey("ann", 4_294_967_294L, 3);

        Entered entered = guests.enter(
                        "ann", entry -> entry.withRoom(4_294_967_294L).withTicket(ticket))
                .entered();
        assertThat(entered.rights()).isEqualTo(3);
        mustBeRefused(
                -100006,
                () -> guests.enter("ann", entry -> entry.withRoom("4294967294").withTicket(ticket)));
    }

    @Test
    void whoMayNotCreateTheRoomMayEnterOneThatIsThere() throws IOException {
        mustBeRefused(-102010, () -> enter("ann", ticket("ann", ALL - 1)));
        mustBeRefused(-102011, () -> enter("ann", ticket("ann", ALL - 2)));

        try (RoomParticipant owner = enter("owner", ticket("owner", ALL)).person()) {
            assertThat(enter("ann", ticket("ann", ALL - 1)).entered().rights()).isEqualTo(ALL - 1);
            mustBeRefused(-102011, () -> enter("bob", ticket("bob", ALL - 2)));
            owner.exit();
        }
    }

    @Test
    void aRenewedTicketCountsAtOnce() throws IOException {
        publisher(ticket(PUBLISHER, ALL));
        RoomParticipant observer = receiver("observer", ticket("observer", ALL));
        observer.subscribe(Subscription.of(PUBLISHER, MediaSource.MAIN));
        awaitPackets(observer);

        observer.renew(ticket("observer", ALL - 32));
        await("the picture stands still").atMost(RoomGuests.PATIENCE).until(() -> {
            long before = observer.received(PUBLISHER, MediaSource.MAIN).packets();
            Clocks.awaitPassing(Duration.ofMillis(500));
            return observer.received(PUBLISHER, MediaSource.MAIN).packets() == before;
        });
        mustBeRefused(-100006, () -> observer.renew(ticket("somebody", ALL)));

        observer.renew(ticket("observer", ALL));
        observer.subscribe(Subscription.of(PUBLISHER, MediaSource.MAIN));
        long before = observer.received(PUBLISHER, MediaSource.MAIN).packets();
        await().atMost(RoomGuests.PATIENCE)
                .until(() -> observer.received(PUBLISHER, MediaSource.MAIN).packets() > before);
    }

    @Test
    void whoBecomesAnAnchorShowsTheTicketAgain() throws IOException {
        RoomParticipant patient = audience("patient", ticket("patient", ALL));
        assertThat(patient.switchRole("anchor", ticket("patient", 63))).isEqualTo(63);
        assertThat(patient.switchRole("audience", "")).isEqualTo(63);

        RoomParticipant late =
                audience("late", server.endpoint().privateMapKey("late", room, ALL, Duration.ofSeconds(2)));
        Clocks.awaitPassing(Duration.ofMillis(3_100));
        mustBeRefused(-100006, () -> late.switchRole("anchor", ""));
        RoomActionsTest.mustBeOut(late, "banned", 4000);
    }

    @Test
    void theSwitchIsReadAtEveryEntry() throws IOException {
        control("off");
        try {
            assertThat(enter("ann", "").entered().rights()).isEqualTo(ALL);
            assertThat(enter("bob", "no ticket at all").entered().rights()).isEqualTo(ALL);
        } finally {
            control("on");
        }
        mustBeRefused(-100006, () -> enter("carol", ""));
    }

    /** What an operator makes to try it is a ticket like any other. */
    @Test
    void aTicketOfTheCommandLineLetsIn() throws IOException {
        String printed = server.administer(
                "usersig",
                "--app",
                "" + server.endpoint().sdkAppId(),
                "--user",
                "ann",
                "--room",
                room,
                "--rights",
                "7");
        String ticket = printed.strip().replaceAll("(?s).*PrivateMapKey +", "");

        assertThat(enter("ann", ticket).entered().rights()).isEqualTo(7);
    }

    private String ticket(String user, int rights) {
        return server.endpoint().privateMapKey(user, room, rights);
    }

    private RoomGuests.Guest enter(String user, String privateMapKey) throws IOException {
        return guests.enter(user, entry -> entry.withRoom(room).withTicket(privateMapKey));
    }

    private RoomGuests.Guest publisher(String privateMapKey) throws IOException {
        return guests.enter(
                PUBLISHER,
                entry -> entry.withRoom(room).withTicket(privateMapKey).withPublications(RoomGuests.camera()));
    }

    private RoomParticipant receiver(String user, String privateMapKey) throws IOException {
        return guests.enter(
                        user,
                        entry -> entry.withRoom(room).withTicket(privateMapKey).withSlots(0, 1))
                .person();
    }

    private RoomParticipant audience(String user, String privateMapKey) throws IOException {
        return guests.enter(
                        user, entry -> entry.withRoom(room).withLive("audience").withTicket(privateMapKey))
                .person();
    }

    private static void awaitPackets(RoomParticipant observer) {
        await("packets of the camera")
                .atMost(RoomGuests.PATIENCE)
                .until(() -> observer.received(PUBLISHER, MediaSource.MAIN).packets() > 0);
    }

    private static void mustBeRefused(int code, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code))
                .hasMessageContaining(" ");
    }
}
