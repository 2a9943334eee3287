package dev.parley.protocol.ticket;

import static dev.parley.protocol.ticket.TicketVectors.A;
import static dev.parley.protocol.ticket.TicketVectors.APPLICATION;
import static dev.parley.protocol.ticket.TicketVectors.B;
import static dev.parley.protocol.ticket.TicketVectors.C;
import static dev.parley.protocol.ticket.TicketVectors.D;
import static dev.parley.protocol.ticket.TicketVectors.ISSUED;
import static dev.parley.protocol.ticket.TicketVectors.KEY;
import static dev.parley.protocol.ticket.TicketVectors.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PrivateMapKeyTest {

    private static final TicketRoom ROOM_10086 = new TicketRoom.Numeric(10086);
    private static final TicketRoom ROOM_1 = new TicketRoom.Text("room-1");
    private static final TicketRoom HIGHEST_ROOM = new TicketRoom.Numeric(4294967294L);
    private static final Permissions VIEWER =
            Permissions.of(Permission.ENTER_ROOM, Permission.RECEIVE_AUDIO, Permission.RECEIVE_VIDEO);

    @Test
    void signsTheVectorsAsTheOfficialLibrariesDo() throws MalformedTicketException {
        assertCreates(
                ROOM_10086,
                Permissions.ALL,
                "AAAFYWxpY2VTck4BAAAnZmsDgQkAAAD/AAAAAA==",
                "/xSnf7LpzmFYCv0suW4TXwFZRcOQk1kHRI4ZvPvQIfs=");
        assertCreates(
                ROOM_1,
                new Permissions(42),
                "AQAFYWxpY2VTck4BAAAAAGsDgQkAAAAqAAAAAAAGcm9vbS0x",
                "CNHNnmrR13Bf2/66G36XAY+SDCPfazCgfnpGClusJEQ=");
        assertCreates(
                HIGHEST_ROOM,
                new Permissions(42),
                "AAAFYWxpY2VTck4B/////msDgQkAAAAqAAAAAA==",
                "mA+Vd5Ty6JsjKfxLwFiMplasALoRe5WpOHGkW+Wb/Dk=");
    }

    @Test
    void acceptsTheOfficialTextsOfTheVectors() {
        assertThat(verify(B, ROOM_10086)).isEqualTo(new PrivateMapKey.Result(TicketVerdict.VALID, Permissions.ALL));
        assertThat(verify(C, ROOM_1)).isEqualTo(new PrivateMapKey.Result(TicketVerdict.VALID, VIEWER));
        assertThat(verify(D, HIGHEST_ROOM)).isEqualTo(new PrivateMapKey.Result(TicketVerdict.VALID, VIEWER));
    }

    @Test
    void refusesAUserSig() {
        PrivateMapKey.Result result = verify(A, ROOM_10086);

        assertThat(result).isEqualTo(new PrivateMapKey.Result(TicketVerdict.WRONG_TYPE, Permissions.NONE));
        assertThat(result.clientCode()).isEqualTo(-100006);
    }

    @Test
    void refusesAnotherRoomOrAnotherKindOfRoom() {
        assertThat(verify(B, new TicketRoom.Numeric(10087)).verdict()).isEqualTo(TicketVerdict.ROOM_MISMATCH);
        assertThat(verify(B, new TicketRoom.Text("10086")).verdict()).isEqualTo(TicketVerdict.ROOM_MISMATCH);
        assertThat(verify(C, ROOM_10086).verdict()).isEqualTo(TicketVerdict.ROOM_MISMATCH);
    }

    @Test
    void readsTheHighestRoomAsUnsigned() throws MalformedTicketException {
        PermissionBuffer buffer = PermissionBuffer.decode("AAAFYWxpY2VTck4B/////msDgQkAAAAqAAAAAA==");

        assertThat(buffer).isEqualTo(new PermissionBuffer(USER, APPLICATION, HIGHEST_ROOM, 1795391753L, VIEWER));
    }

    @Test
    void refusesABufferThatIsOneByteShortOrLong() {
        byte[] whole = Base64.getDecoder().decode("AQAFYWxpY2VTck4BAAAAAGsDgQkAAAAqAAAAAAAGcm9vbS0x");

        assertThat(verifyWithBuffer(resized(whole, whole.length)).verdict()).isEqualTo(TicketVerdict.VALID);
        assertThat(verifyWithBuffer(resized(whole, whole.length - 1)).verdict()).isEqualTo(TicketVerdict.MALFORMED);
        assertThat(verifyWithBuffer(resized(whole, whole.length + 1)).verdict()).isEqualTo(TicketVerdict.MALFORMED);
    }

    @Test
    void refusesABufferOfAnotherUserApplicationOrTime() {
        assertThat(verifyWithBuffer(new PermissionBuffer("alicf", APPLICATION, ROOM_1, 1795391753L, VIEWER)))
                .isEqualTo(TicketVerdict.USER_MISMATCH);
        assertThat(verifyWithBuffer(new PermissionBuffer(USER, APPLICATION + 1, ROOM_1, 1795391753L, VIEWER)))
                .isEqualTo(TicketVerdict.APP_MISMATCH);
        assertThat(verifyWithBuffer(new PermissionBuffer(USER, APPLICATION, ROOM_1, 1795391452L, VIEWER)))
                .isEqualTo(TicketVerdict.EXPIRED);
    }

    @Test
    void cannotCarryAnApplicationBeyond32Bits() {
        assertThatThrownBy(() -> PrivateMapKey.create(1L << 32, KEY, USER, ROOM_1, Permissions.ALL, 300, ISSUED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bits");
    }

    private static void assertCreates(TicketRoom room, Permissions permissions, String buffer, String signature)
            throws MalformedTicketException {
        String text = PrivateMapKey.create(APPLICATION, KEY, USER, room, permissions, 300, ISSUED);

        assertThat(Ticket.decode(text)).isEqualTo(new Ticket(USER, APPLICATION, 1795391453, 300, buffer, signature));
    }

    private static PrivateMapKey.Result verify(String ticket, TicketRoom room) {
        return PrivateMapKey.verify(ticket, APPLICATION, KEY, USER, room, ISSUED);
    }

    private static TicketVerdict verifyWithBuffer(PermissionBuffer buffer) {
        return verifyWithBuffer(buffer.encode()).verdict();
    }

    private static PrivateMapKey.Result verifyWithBuffer(String buffer) {
        return verify(Ticket.issue(APPLICATION, KEY, USER, 300, buffer, ISSUED), ROOM_1);
    }

    private static String resized(byte[] buffer, int length) {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer, length));
    }
}
