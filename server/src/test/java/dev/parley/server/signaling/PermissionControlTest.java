package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ticket.Permission;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.PrivateMapKey;
import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Entry with a PrivateMapKey (spec/05 §3, spec/10 §7). A to D are the vectors of spec/05 §4, made by the vendor's
 * library.
 */
final class PermissionControlTest {

    private static final long APP = FakeApplications.CONTROLLED;
    private static final String KEY = FakeApplications.KEY;
    private static final Instant ISSUED = Instant.ofEpochSecond(1_795_391_453);
    private static final long EXPIRES = ISSUED.getEpochSecond() + 300;

    /** UserSig, 86400 s. */
    private static final String A =
            "eJyrVgrxCdZLrSjILEpVsrIwMzEw0AELlaUWKVkpGekZKEH4xSnZiQUFmSlKVoZANWBgCJHJTEnNK8lMywRrSMzJTE"
                    + "6FaclMB4pkFpq7RZkFpITlpXvqOzoXaftluad5Fnt5BYXnZUcapERV*br4GgWGekRY2EI1lmTmAh1jaG5pamxpaGJq"
                    + "XAsAsgUwQQ__";
    /** PrivateMapKey, room 10086, 300 s, 255. */
    private static final String B =
            "eJw1j90KgjAAhd9l16GbTkTBC0skQSh-yPTOdMpYynBqUvTuDc1zdX74Ls4HpGGikIXTgQBbh-CwFjMZgA00BYIti5qV"
                    + "nNMa2AjDTWhbaE36kTZ0BconrciO0FY26pL0jRnyd*fnpxmKKcPp-eUXcXWJGGLnOMDFfJ2joBHOH5wEGR5TI2HXdf08W3iu3dKK4aPMfdEJr42Y"
                    + "tJ7qrnJ2cKSd-IBMy9AthA39*wOmpEH8";
    /** PrivateMapKey, string room {@code room-1}, 300 s, 42. */
    private static final String C =
            "eJw1j9sKgkAURf9lXgubcdRQ6GHUMiIkUyofvczI4IXJG1L072naejpnH9aB-QbB2ZfoIHhNgYEhXP*CntbAALIEwbw3"
                    + "aR4JwVNgIAXOoPnCU1q1nPGfEBU8oX*FZ2NiuUe3KusrwiaTN5rmYO1BwpVvWxcWvayMVcKxiq457b3dInYNreOOjTLxyCG8DyKUb0GSKyaZcBo7"
                    + "8-JpepIZJyn1PvbhsDxoeTl2QVtdxTpSVPz5AioaQ2o_";
    /** PrivateMapKey, room 4294967294, 300 s, 42. */
    private static final String D =
            "eJw1j0sLgkAYRf-LbA11fBQKLibEooyoRHHpY5Sv0ZocLSP675nW2d17OYv7QoF-kmnPoaHI1lV1NhZ32iAbabKKpixy"
                    + "lnAOObKxoU7gaYGcXlooYBSSCjL6V6AcmppIYW4Gz-lGnLdF7z882PEqEcS-HqkZ8f16xSIpShWXOT*xE7RJu2KQCSFeHPU81sIgY8ZS*VILtzyw"
                    + "YSI3MuL8xRbq4QNeWKZuYcPU3x94cUFU";

    private Instant now = ISSUED;
    private final EntryChecks checks = new EntryChecks(new FakeApplications(), () -> now);

    @Test
    void theVectorsLetTheirUserIntoTheirRoom() {
        assertThat(enter(RoomKind.INT, "10086", B))
                .isEqualTo(new Admission(new RoomKey(APP, RoomKind.INT, "10086"), "alice", Permissions.ALL));
        assertThat(enter(RoomKind.STR, "room-1", C).rights()).isEqualTo(new Permissions(42));
        assertThat(enter(RoomKind.INT, "4294967294", D).rights()).isEqualTo(new Permissions(42));
    }

    @Test
    void withoutATicketNobodyEnters() {
        assertBad(() -> enter(RoomKind.INT, "10086", ""), "switched on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "1", C})
    void withoutTheSwitchATicketIsNotLookedAt(String privateMapKey) {
        EntryRequest request = new EntryRequest(
                Long.toString(FakeApplications.ENABLED),
                RoomKind.INT,
                "10086",
                "alice",
                UserSig.create(FakeApplications.ENABLED, KEY, "alice", 60, ISSUED),
                privateMapKey);

        assertThat(checks.check(request).rights()).isEqualTo(Permissions.ALL);
        assertThat(checks.checkTicketFirst(request).rights()).isEqualTo(Permissions.ALL);
        assertThat(checks.recheck(new RoomKey(FakeApplications.ENABLED, RoomKind.INT, "1"), "alice", privateMapKey))
                .isEqualTo(Permissions.ALL);
    }

    @ParameterizedTest
    @CsvSource({"INT, 10087", "STR, 10086", "STR, room-1"})
    void aTicketIsForOneRoomOfOneKind(RoomKind kind, String room) {
        assertBad(() -> enter(kind, room, B), "another room");
    }

    @Test
    void aTicketForAStringRoomOpensNoNumericOne() {
        assertBad(() -> enter(RoomKind.INT, "10086", C), "another room");
        assertBad(() -> enter(RoomKind.STR, "room-2", C), "another room");
        assertBad(() -> enter(RoomKind.STR, "Room-1", C), "another room");
    }

    @Test
    void aTicketIsForOneUserAndApplication() {
        assertBad(() -> enter("alicf", RoomKind.INT, "10086", B), "another UserId");
        assertBad(
                () -> enter(
                        RoomKind.INT,
                        "1",
                        PrivateMapKey.create(
                                APP + 1, KEY, "alice", new TicketRoom.Numeric(1), Permissions.ALL, 60, ISSUED)),
                "another SdkAppId");
    }

    @Test
    void theKindsOfTicketsDoNotStandInForEachOther() {
        assertBad(() -> enter(RoomKind.INT, "10086", A), "wrong kind");
        EntryRequest swapped = new EntryRequest(Long.toString(APP), RoomKind.INT, "10086", "alice", B, A);
        assertThatThrownBy(() -> checks.check(swapped)).extracting("code").isEqualTo(-70003);
    }

    /** Of both, the ticket's own lifetime and the buffer's. */
    @Test
    void aTicketHoldsToItsLastSecond() {
        now = Instant.ofEpochSecond(EXPIRES);
        assertThat(enter(RoomKind.INT, "10086", B).rights()).isEqualTo(Permissions.ALL);

        now = Instant.ofEpochSecond(EXPIRES + 1);
        assertBad(() -> enter(RoomKind.INT, "10086", B), "expired");
        byte[] longer = HandmadeTicket.buffer("alice", APP, 1, EXPIRES + 300, 255);
        assertBad(() -> enter(RoomKind.INT, "1", handmade(300, longer).text()), "expired");
        byte[] shorter = HandmadeTicket.buffer("alice", APP, 1, EXPIRES, 255);
        assertBad(() -> enter(RoomKind.INT, "1", handmade(600, shorter).text()), "expired");
        assertThat(enter(RoomKind.INT, "1", handmade(600, longer).text()).rights())
                .isEqualTo(Permissions.ALL);
    }

    @Test
    void everyPartOfTheBufferIsChecked() {
        byte[] buffer = HandmadeTicket.buffer("alice", APP, 1, EXPIRES, 255);
        assertThat(enter(RoomKind.INT, "1", handmade(300, buffer).text()).rights())
                .isEqualTo(Permissions.ALL);

        byte[] cut = Arrays.copyOf(buffer, buffer.length - 1);
        assertBad(() -> enter(RoomKind.INT, "1", handmade(300, cut).text()), "cannot be read");
        byte[] others = HandmadeTicket.buffer("alicf", APP, 1, EXPIRES, 255);
        assertBad(() -> enter(RoomKind.INT, "1", handmade(300, others).text()), "another UserId");
        byte[] elsewhere = HandmadeTicket.buffer("alice", APP + 1, 1, EXPIRES, 255);
        assertBad(() -> enter(RoomKind.INT, "1", handmade(300, elsewhere).text()), "another SdkAppId");
    }

    @Test
    void theEncodingIsTheOneOfTheContract() {
        HandmadeTicket ticket = handmade(300, HandmadeTicket.buffer("alice", APP, 1, EXPIRES, 255));

        assertBad(() -> enter(RoomKind.INT, "1", ticket.gzipped()), "cannot be read");
        assertBad(() -> enter(RoomKind.INT, "1", ticket.inTheUrlAlphabet()), "cannot be read");
        assertBad(
                () -> enter(
                        RoomKind.INT,
                        "1",
                        ticket.signedWith(HexFormat.of().parseHex(KEY)).text()),
                "another key");
    }

    @Test
    void theHighestRoomIsNotNegative() {
        assertBad(() -> enter(RoomKind.INT, "2", D), "another room");
        byte[] highest = HandmadeTicket.buffer("alice", APP, 4_294_967_295L, EXPIRES, 2);
        assertThat(enter(RoomKind.INT, "4294967295", handmade(300, highest).text())
                        .rights())
                .isEqualTo(new Permissions(2));
    }

    /** The right to enter is decided here; that to create by the room, and those of media where media flows. */
    @ParameterizedTest
    @EnumSource
    void eachBitAloneAndEachMissing(Permission permission) {
        boolean enters = permission == Permission.ENTER_ROOM;
        assertRights(permission.bit(), enters);
        assertRights(255 - permission.bit(), !enters);
    }

    private void assertRights(int bits, boolean enters) {
        String ticket =
                PrivateMapKey.create(APP, KEY, "alice", new TicketRoom.Numeric(1), new Permissions(bits), 60, ISSUED);
        RoomKey room = new RoomKey(APP, RoomKind.INT, "1");
        if (enters) {
            assertThat(enter(RoomKind.INT, "1", ticket).rights()).isEqualTo(new Permissions(bits));
            assertThat(checks.recheck(room, "alice", ticket)).isEqualTo(new Permissions(bits));
        } else {
            assertRefused(() -> enter(RoomKind.INT, "1", ticket), -102011, "permit to enter");
            assertRefused(() -> checks.recheck(room, "alice", ticket), -102011, "permit to enter");
        }
    }

    @Test
    void aTicketIsJudgedAnewLater() {
        RoomKey room = new RoomKey(APP, RoomKind.INT, "10086");
        assertThat(checks.recheck(room, "alice", B)).isEqualTo(Permissions.ALL);
        assertBad(() -> checks.recheck(room, "alice", ""), "switched on");
        assertBad(() -> checks.recheck(room, "bob", B), "another UserId");
        assertBad(() -> checks.recheck(new RoomKey(APP, RoomKind.STR, "10086"), "alice", B), "another room");

        now = Instant.ofEpochSecond(EXPIRES + 1);
        assertBad(() -> checks.recheck(room, "alice", B), "expired");
        assertThatThrownBy(() -> checks.recheck(new RoomKey(77, RoomKind.INT, "1"), "alice", B))
                .extracting("code")
                .isEqualTo(-70020);
    }

    /** Step 5 of spec/10 §3.2 comes after steps 1 to 4, and before the room. */
    @Test
    void everythingElseIsCheckedFirst() {
        String app = Long.toString(APP);
        String sig = UserSig.create(APP, KEY, "alice", 60, ISSUED);
        EntryRequest badSig = new EntryRequest(app, RoomKind.STR, "r", "alice", "bad", "bad");
        EntryRequest badRoom = new EntryRequest(app, RoomKind.STR, "r*", "alice", sig, "bad");

        assertThatThrownBy(() -> checks.check(badSig)).extracting("code").isEqualTo(-70003);
        assertThatThrownBy(() -> checks.checkTicketFirst(badSig))
                .extracting("code")
                .isEqualTo(-70003);
        assertThatThrownBy(() -> checks.check(badRoom)).extracting("code").isEqualTo(-100014);
        assertThatThrownBy(() -> checks.checkTicketFirst(badRoom))
                .extracting("code")
                .isEqualTo(-100014);
    }

    @Test
    void neverPrintsTheTickets() {
        EntryRequest request = new EntryRequest(Long.toString(APP), RoomKind.STR, "r", "alice", A, B);

        assertThat(request.toString()).doesNotContain("eJ").contains("alice");
    }

    private static HandmadeTicket handmade(long lifetime, byte[] buffer) {
        return new HandmadeTicket(KEY.getBytes(UTF_8), "alice", APP, ISSUED.getEpochSecond(), lifetime, buffer);
    }

    private Admission enter(RoomKind kind, String room, String privateMapKey) {
        return enter("alice", kind, room, privateMapKey);
    }

    /** In both orders of checks, which must come to the same. */
    private Admission enter(String userId, RoomKind kind, String room, String privateMapKey) {
        String sig = UserSig.create(APP, KEY, userId, 3_600, ISSUED);
        EntryRequest request = new EntryRequest(Long.toString(APP), kind, room, userId, sig, privateMapKey);
        Admission admission = checks.check(request);
        assertThat(checks.checkTicketFirst(request)).isEqualTo(admission);
        return admission;
    }

    private static void assertBad(ThrowingCallable entry, String saying) {
        assertRefused(entry, -100006, saying);
    }

    private static void assertRefused(ThrowingCallable entry, int code, String saying) {
        assertThatThrownBy(entry)
                .isInstanceOfSatisfying(EntryRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.reason()).isEqualTo(Reason.NO_PERMISSION);
                })
                .hasMessageContaining(saying);
    }
}
