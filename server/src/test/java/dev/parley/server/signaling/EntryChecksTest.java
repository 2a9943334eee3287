package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryChecksTest {

    private static final long APP = FakeApplications.ENABLED;
    private static final String APP_TEXT = Long.toString(APP);
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final String ALICE = sig(APP, FakeApplications.KEY, "alice", NOW);

    private final EntryChecks checks = new EntryChecks(new FakeApplications(), InstantSource.fixed(NOW));

    @Test
    void admitsAValidRequest() {
        RoomKey lobby = new RoomKey(APP, RoomKind.STR, "lobby_1");
        Admission admission = new Admission(lobby, "alice", Permissions.ALL);

        assertThat(checks.check(string("lobby_1"))).isEqualTo(admission);
        assertThat(checks.checkTicketFirst(string("lobby_1"))).isEqualTo(admission);
        assertThat(checks.check(integer("123")).room()).isEqualTo(new RoomKey(APP, RoomKind.INT, "123"));
    }

    @Test
    void integerRoomsHaveOneSpelling() {
        assertThat(checks.check(integer("0123")).room().id()).isEqualTo("123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4294967294", "4294967295"})
    void acceptsIntegerRooms(String room) {
        assertThat(checks.check(integer(room)).room().id()).isEqualTo(room);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "4294967296", "99999999999999999999", "12a", "1.5"})
    void refusesIntegerRoomsOutsideTheirRange(String room) {
        assertRefused(() -> checks.check(integer(room)), Reason.BAD_ROOM, -102029);
    }

    @Test
    void acceptsEveryPunctuationMarkOfStringRooms() {
        String punctuation = "a !#$%&()+-:;<=.>?@[]^_{}|~,Z9";

        assertThat(checks.check(string(punctuation)).room().id()).isEqualTo(punctuation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'", "*", "/", "\\", "`", "é", "a\tb", "a\nb", "\u007F"})
    void refusesOtherCharactersInStringRooms(String room) {
        assertRefused(() -> checks.check(string(room)), Reason.BAD_ROOM, -100014);
    }

    @Test
    void stringRoomsHaveAtMost64Bytes() {
        assertThat(checks.check(string("r".repeat(64))).room().id()).hasSize(64);
        assertRefused(() -> checks.check(string("r".repeat(65))), Reason.BAD_ROOM, -102030);
        assertRefused(() -> checks.check(string("")), Reason.BAD_ROOM, -102029);
    }

    @Test
    void userIdsHave1To255BytesAndNoControlCharacters() {
        for (String accepted : List.of("u".repeat(255), "Zoë", "a b")) {
            String ticket = sig(APP, FakeApplications.KEY, accepted, NOW);
            EntryRequest request = new EntryRequest(APP_TEXT, RoomKind.STR, "r", accepted, ticket, "");
            assertThat(checks.check(request).room().id()).isEqualTo("r");
        }
        assertRefused(() -> checks.check(user("u".repeat(254) + "é")), Reason.BAD_PARAMETER, -102023);
        assertRefused(() -> checks.check(user("a\u0001")), Reason.BAD_PARAMETER, -102023);
        assertRefused(() -> checks.check(user("a\u007F")), Reason.BAD_PARAMETER, -102023);
        assertRefused(() -> checks.check(user("")), Reason.BAD_PARAMETER, -102023);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "-5", "9007199254740992", "99999999999999999999"})
    void refusesApplicationIdsThatCannotExist(String sdkAppId) {
        assertRefused(
                () -> checks.check(new EntryRequest(sdkAppId, RoomKind.STR, "r", "alice", ALICE, "")),
                Reason.BAD_PARAMETER,
                -102023);
    }

    @Test
    void refusesUnknownAndSuspendedApplications() {
        assertRefused(() -> checks.check(app("9007199254740991")), Reason.UNKNOWN_APPLICATION, -70020);
        assertRefused(
                () -> checks.check(app(Long.toString(FakeApplications.SUSPENDED))),
                Reason.SUSPENDED_APPLICATION,
                -100013);
    }

    @Test
    void refusesTicketsWithTheOfficialCodes() {
        assertRefused(() -> checks.check(ticket("")), Reason.BAD_PARAMETER, -102023);
        assertRefused(() -> checks.check(ticket("eJnonsense")), Reason.BAD_USER_SIG, -70003);
        assertRefused(() -> checks.check(ticket(sig(APP, "0".repeat(64), "alice", NOW))), Reason.BAD_USER_SIG, -70009);
        assertRefused(
                () -> checks.check(ticket(sig(APP, FakeApplications.KEY, "bob", NOW))), Reason.BAD_USER_SIG, -70013);
        assertRefused(
                () -> checks.check(ticket(sig(APP + 1, FakeApplications.KEY, "alice", NOW))),
                Reason.BAD_USER_SIG,
                -70014);
        assertRefused(
                () -> checks.check(ticket(sig(APP, FakeApplications.KEY, "alice", NOW.minusSeconds(3_601)))),
                Reason.BAD_USER_SIG,
                -70001);
    }

    /** Each row breaks more and more; the first check of the order decides. */
    @ParameterizedTest
    @CsvSource({
        // application, room, user, ticket, code of spec/10, code of spec/15
        "1400000123, r*, alice, bad, -100014, -70003",
        "20000002, r, alice, bad, -100013, -100013",
        "20000002, r*, alice, bad, -100014, -100013",
        "77, r, alice, bad, -70020, -70020",
        "77, r*, alice, bad, -100014, -70020",
        "x, r*, alice, bad, -102023, -102023",
        "77, r*, '', bad, -100014, -102023",
    })
    void checksInTheOrderOfTheSpecification(
            String app, String room, String user, String ticket, int roomOrder, int whipOrder) {
        EntryRequest request = new EntryRequest(app, RoomKind.STR, room, user, ticket, "");

        assertThatThrownBy(() -> checks.check(request)).extracting("code").isEqualTo(roomOrder);
        assertThatThrownBy(() -> checks.checkTicketFirst(request))
                .extracting("code")
                .isEqualTo(whipOrder);
    }

    @Test
    void aTicketThatExpiredInsideIsStillGood() {
        Instant admitted = NOW.minusSeconds(7_000);
        String expired = sig(APP, FakeApplications.KEY, "alice", admitted.minusSeconds(10));

        assertRefused(() -> checks.check(ticket(expired)), Reason.BAD_USER_SIG, -70001);
        assertThatCode(() -> checks.checkAgain(APP, "alice", expired, admitted)).doesNotThrowAnyException();
        assertThatCode(() -> checks.checkAgain(APP, "alice", ALICE, admitted)).doesNotThrowAnyException();
    }

    @Test
    void aTicketThatHadExpiredBeforeEntryIsNot() {
        Instant admitted = NOW.minusSeconds(1_000);
        String expired = sig(APP, FakeApplications.KEY, "alice", admitted.minusSeconds(3_601));

        assertRefused(() -> checks.checkAgain(APP, "alice", expired, admitted), Reason.BAD_USER_SIG, -70001);
        assertRefused(() -> checks.checkAgain(APP, "bob", ALICE, NOW), Reason.BAD_USER_SIG, -70013);
        assertRefused(() -> checks.checkAgain(77, "alice", ALICE, NOW), Reason.UNKNOWN_APPLICATION, -70020);
    }

    @Test
    void neverPrintsTheTicket() {
        assertThat(string("r").toString()).doesNotContain(ALICE).contains("alice");
    }

    private static void assertRefused(ThrowingCallable call, Reason reason, int code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EntryRefusedException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.code()).isEqualTo(code);
        });
    }

    private static EntryRequest string(String room) {
        return new EntryRequest(APP_TEXT, RoomKind.STR, room, "alice", ALICE, "");
    }

    private static EntryRequest integer(String room) {
        return new EntryRequest(APP_TEXT, RoomKind.INT, room, "alice", ALICE, "");
    }

    private static EntryRequest user(String userId) {
        return new EntryRequest(APP_TEXT, RoomKind.STR, "r", userId, ALICE, "");
    }

    private static EntryRequest app(String sdkAppId) {
        return new EntryRequest(sdkAppId, RoomKind.STR, "r", "alice", ALICE, "");
    }

    private static EntryRequest ticket(String userSig) {
        return new EntryRequest(APP_TEXT, RoomKind.STR, "r", "alice", userSig, "");
    }

    private static String sig(long sdkAppId, String key, String userId, Instant issued) {
        return UserSig.create(sdkAppId, key, userId, 3_600, issued);
    }
}
