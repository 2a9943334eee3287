package dev.parley.protocol.ticket;

import static dev.parley.protocol.ticket.TicketVectors.A;
import static dev.parley.protocol.ticket.TicketVectors.APPLICATION;
import static dev.parley.protocol.ticket.TicketVectors.B;
import static dev.parley.protocol.ticket.TicketVectors.ISSUED;
import static dev.parley.protocol.ticket.TicketVectors.KEY;
import static dev.parley.protocol.ticket.TicketVectors.USER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSigTest {

    private static final String DOCUMENT_OF_A =
            "{\"TLS.ver\":\"2.0\",\"TLS.identifier\":\"alice\",\"TLS.sdkappid\":1400000001,"
                    + "\"TLS.expire\":86400,\"TLS.time\":1795391453,"
                    + "\"TLS.sig\":\"iq7FZ6PdVngI/ACr+NjGfIsJJRWnkY0dZzMDM2QUHX8=\"}";

    @Test
    void signsTheVectorAsTheOfficialLibrariesDo() throws MalformedTicketException {
        Ticket ticket = Ticket.decode(UserSig.create(APPLICATION, KEY, USER, 86400, ISSUED));

        assertThat(ticket)
                .isEqualTo(new Ticket(
                        USER, APPLICATION, 1795391453, 86400, null, "iq7FZ6PdVngI/ACr+NjGfIsJJRWnkY0dZzMDM2QUHX8="));
    }

    @Test
    void acceptsTheOfficialTextOfTheVector() {
        assertThat(verify(A)).isEqualTo(TicketVerdict.VALID);
    }

    @Test
    void isValidToItsLastSecondAndNoLonger() {
        assertThat(UserSig.verify(A, APPLICATION, KEY, USER, ISSUED.plusSeconds(86400)))
                .isEqualTo(TicketVerdict.VALID);
        assertThat(UserSig.verify(A, APPLICATION, KEY, USER, ISSUED.plusSeconds(86401)))
                .isEqualTo(TicketVerdict.EXPIRED);
    }

    @Test
    void toleratesAClockThatIsFiveMinutesAhead() {
        assertThat(UserSig.verify(A, APPLICATION, KEY, USER, ISSUED.minusSeconds(300)))
                .isEqualTo(TicketVerdict.VALID);
        assertThat(UserSig.verify(A, APPLICATION, KEY, USER, ISSUED.minusSeconds(301)))
                .isEqualTo(TicketVerdict.ISSUED_IN_FUTURE);
    }

    @Test
    void namesTheMismatch() {
        assertThat(UserSig.verify(A, APPLICATION, KEY, "alicf", ISSUED)).isEqualTo(TicketVerdict.USER_MISMATCH);
        assertThat(UserSig.verify(A, APPLICATION + 1, KEY, USER, ISSUED)).isEqualTo(TicketVerdict.APP_MISMATCH);
    }

    @Test
    void refusesAnotherKey() {
        assertThat(UserSig.verify(A, APPLICATION, KEY.replace('5', '6'), USER, ISSUED))
                .isEqualTo(TicketVerdict.BAD_SIGNATURE);
    }

    @Test
    void refusesAKeyThatWasHexDecoded() throws IOException, GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(KEY), "HmacSHA256"));
        byte[] signature =
                mac.doFinal("TLS.identifier:alice\nTLS.sdkappid:1400000001\nTLS.time:1795391453\nTLS.expire:86400\n"
                        .getBytes(UTF_8));
        String text = Base64.getEncoder().encodeToString(signature);

        assertThat(verify(zlib(DOCUMENT_OF_A.replace("iq7FZ6PdVngI/ACr+NjGfIsJJRWnkY0dZzMDM2QUHX8=", text))))
                .isEqualTo(TicketVerdict.BAD_SIGNATURE);
    }

    @Test
    void refusesAPrivateMapKey() {
        assertThat(verify(B)).isEqualTo(TicketVerdict.WRONG_TYPE);
    }

    @Test
    void refusesAnAlteredMember() throws IOException {
        assertThat(verify(zlib(DOCUMENT_OF_A))).isEqualTo(TicketVerdict.VALID);
        assertThat(verify(zlib(DOCUMENT_OF_A.replace("86400", "86401")))).isEqualTo(TicketVerdict.BAD_SIGNATURE);
    }

    @Test
    void acceptsNumbersWrittenAsTexts() throws IOException {
        assertThat(verify(zlib(DOCUMENT_OF_A.replace("1400000001", "\"1400000001\""))))
                .isEqualTo(TicketVerdict.VALID);
    }

    /** UTF-8 has no half pairs: Java signs a question mark in place of each, which would make all of them one user. */
    @Test
    void refusesHalfOfASurrogatePair() throws IOException {
        String document = zlib(DOCUMENT_OF_A.replace("alice", "\\ud83d"));

        assertThat(UserSig.verify(document, APPLICATION, KEY, "\ud83d", ISSUED)).isEqualTo(TicketVerdict.MALFORMED);
        assertThatThrownBy(() -> UserSig.create(APPLICATION, KEY, "\ud83d", 60, ISSUED))
                .isInstanceOf(IllegalArgumentException.class);
        String whole = UserSig.create(APPLICATION, KEY, "\ud83d\ude00", 60, ISSUED);
        assertThat(UserSig.verify(whole, APPLICATION, KEY, "\ud83d\ude00", ISSUED))
                .isEqualTo(TicketVerdict.VALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"TLS.ver\":\"2.0\"}",
                "not JSON",
                "{\"TLS.ver\":\"1.0\",\"TLS.identifier\":\"a\",\"TLS.sdkappid\":1,\"TLS.expire\":1,\"TLS.time\":1,"
                        + "\"TLS.sig\":\"\"}",
                "{\"TLS.ver\":\"2.0\",\"TLS.identifier\":\"a\",\"TLS.sdkappid\":-1,\"TLS.expire\":1,\"TLS.time\":1,"
                        + "\"TLS.sig\":\"\"}",
                "{\"TLS.ver\":\"2.0\",\"TLS.identifier\":\"a\",\"TLS.sdkappid\":1,\"TLS.expire\":99999999999999999999,"
                        + "\"TLS.time\":1,\"TLS.sig\":\"\"}",
                "{\"TLS.ver\":\"2.0\",\"TLS.identifier\":\"a\\n\",\"TLS.sdkappid\":1,\"TLS.expire\":1,\"TLS.time\":1,"
                        + "\"TLS.sig\":\"\"}"
            })
    void refusesDocumentsThatAreNoTicket(String document) throws IOException {
        assertThat(verify(zlib(document))).isEqualTo(TicketVerdict.MALFORMED);
    }

    @Test
    void refusesTextsThatAreNoTicket() {
        assertThat(verify("")).isEqualTo(TicketVerdict.MALFORMED);
        assertThat(verify("eJ")).isEqualTo(TicketVerdict.MALFORMED);
        assertThat(verify("A".repeat(4100))).isEqualTo(TicketVerdict.MALFORMED);
        assertThat(verify(A.substring(0, 80))).isEqualTo(TicketVerdict.MALFORMED);
        assertThat(verify("é".repeat(8))).isEqualTo(TicketVerdict.MALFORMED);
    }

    @Test
    void refusesTheAlphabetsOfOthers() {
        String base64 = A.replace('*', '+').replace('-', '/').replace('_', '=');

        assertThat(verify(base64)).isEqualTo(TicketVerdict.MALFORMED);
        assertThat(verify(base64.replace('+', '-').replace('/', '_'))).isEqualTo(TicketVerdict.MALFORMED);
    }

    @Test
    void refusesGzipInPlaceOfZlib() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(DOCUMENT_OF_A.getBytes(UTF_8));
        }
        assertThat(verify(toTicketAlphabet(compressed.toByteArray()))).isEqualTo(TicketVerdict.MALFORMED);
    }

    @Test
    void refusesAZipBomb() throws IOException {
        assertThat(verify(zlib(DOCUMENT_OF_A + " ".repeat(17_000)))).isEqualTo(TicketVerdict.MALFORMED);
        assertThat(verify(zlib(DOCUMENT_OF_A + " ".repeat(10_000)))).isEqualTo(TicketVerdict.VALID);
    }

    @Test
    void knowsTheOfficialClientCodes() {
        assertThat(TicketVerdict.EXPIRED.clientCode()).isEqualTo(-70001);
        assertThat(TicketVerdict.MALFORMED.clientCode()).isEqualTo(-70003);
        assertThat(TicketVerdict.BAD_SIGNATURE.clientCode()).isEqualTo(-70009);
        assertThat(TicketVerdict.USER_MISMATCH.clientCode()).isEqualTo(-70013);
        assertThat(TicketVerdict.APP_MISMATCH.clientCode()).isEqualTo(-70014);
    }

    @Test
    void refusesToMakeATicketItWouldNotAccept() {
        assertThatThrownBy(() -> UserSig.create(APPLICATION, KEY, "a\nTLS.sdkappid:1", 60, ISSUED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UserSig.create(APPLICATION, KEY, "", 60, ISSUED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UserSig.create(APPLICATION, KEY, USER, 0, ISSUED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UserSig.create(0, KEY, USER, 60, ISSUED)).isInstanceOf(IllegalArgumentException.class);
    }

    private static TicketVerdict verify(String ticket) {
        return UserSig.verify(ticket, APPLICATION, KEY, USER, ISSUED);
    }

    private static String zlib(String document) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(document.getBytes(UTF_8));
        }
        return toTicketAlphabet(compressed.toByteArray());
    }

    private static String toTicketAlphabet(byte[] bytes) {
        return Base64.getEncoder()
                .encodeToString(bytes)
                .replace('+', '*')
                .replace('/', '-')
                .replace('=', '_');
    }
}
