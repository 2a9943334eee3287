package dev.parley.protocol.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Any text for a ticket, and any bytes behind each of its layers: read or refused, never more; and without the key
 * nobody makes one that is valid and says something else than a genuine one.
 */
class TicketFuzz {

    private static final int LARGEST_CONTENT = 16 * 1024;
    private static final int LONGEST_TICKET = 4096;
    private static final TicketRoom ROOM = new TicketRoom.Numeric(10086);

    @FuzzTest
    void readsAnyText(byte[] text) throws MalformedTicketException {
        believesOnlyGenuineOnes(new String(text, UTF_8));
    }

    @FuzzTest
    void readsAnyCompressedContent(byte[] compressed) throws MalformedTicketException {
        String text = ticketText(compressed);
        believesOnlyGenuineOnes(text);
        if (inflatedSize(compressed) > LARGEST_CONTENT) {
            assertThat(UserSig.verify(text, TicketVectors.APPLICATION, "key", "user", TicketVectors.ISSUED))
                    .isEqualTo(TicketVerdict.MALFORMED);
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "\"TLS.ver\":\"2.0\"",
        "\"TLS.identifier\":",
        "\"TLS.sdkappid\":",
        "\"TLS.time\":",
        "\"TLS.expire\":",
        "\"TLS.userbuf\":",
        "\"TLS.sig\":\"\"",
        "\\ud800",
        "\\n",
        "9007199254740991",
        "null"
    })
    void readsAnyContent(byte[] json) throws MalformedTicketException {
        String text = ticketText(deflated(json));
        believesOnlyGenuineOnes(text);
        try {
            Ticket ticket = Ticket.decode(text);
            believesWhatTheKeySigned(ticket);
        } catch (MalformedTicketException refused) {
            assertThat(refused).hasMessageNotContainingAny("\n", "\r");
        }
    }

    @FuzzTest
    void readsAnyPermissionBuffer(byte[] bytes) throws MalformedTicketException {
        try {
            PermissionBuffer buffer =
                    PermissionBuffer.decode(Base64.getEncoder().encodeToString(bytes));
            assertThat(PermissionBuffer.decode(buffer.encode())).isEqualTo(buffer);
        } catch (MalformedTicketException refused) {
            assertThat(refused).hasMessageNotContainingAny("\n", "\r");
        }
    }

    private static void believesOnlyGenuineOnes(String text) throws MalformedTicketException {
        Instant now = TicketVectors.ISSUED;
        TicketVerdict user =
                UserSig.verify(text, TicketVectors.APPLICATION, TicketVectors.KEY, TicketVectors.USER, now);
        if (user.isValid()) {
            assertThat(Ticket.decode(text)).isEqualTo(Ticket.decode(TicketVectors.A));
        }
        PrivateMapKey.Result room =
                PrivateMapKey.verify(text, TicketVectors.APPLICATION, TicketVectors.KEY, TicketVectors.USER, ROOM, now);
        if (room.verdict().isValid()) {
            assertThat(Ticket.decode(text)).isEqualTo(Ticket.decode(TicketVectors.B));
        } else {
            assertThat(room.permissions()).isEqualTo(Permissions.NONE);
        }
    }

    /** Signs the content as the vendor's library would, and the content alone decides. */
    private static void believesWhatTheKeySigned(Ticket content) throws MalformedTicketException {
        Ticket signed = new Ticket(
                content.userId(),
                content.sdkAppId(),
                content.issuedAt(),
                content.lifetime(),
                content.permissionBuffer(),
                signature(content));
        String text = TicketText.encode(signed);
        if (text.length() > LONGEST_TICKET) {
            return;
        }
        assertThat(Ticket.decode(text)).isEqualTo(signed);
        Instant now = Instant.ofEpochSecond(content.issuedAt());
        TicketVerdict expected = content.isPrivateMapKey() ? TicketVerdict.WRONG_TYPE : TicketVerdict.VALID;
        assertThat(UserSig.verify(text, content.sdkAppId(), TicketVectors.KEY, content.userId(), now))
                .isEqualTo(expected);
        for (String other : new String[] {content.userId() + "x", "?", "alice"}) {
            assertThat(UserSig.verify(text, content.sdkAppId(), TicketVectors.KEY, other, now))
                    .isEqualTo(other.equals(content.userId()) ? expected : TicketVerdict.USER_MISMATCH);
        }
        assertThat(UserSig.verify(text, content.sdkAppId(), "other key", content.userId(), now))
                .isEqualTo(TicketVerdict.BAD_SIGNATURE);
        PrivateMapKey.Result result =
                PrivateMapKey.verify(text, content.sdkAppId(), TicketVectors.KEY, content.userId(), ROOM, now);
        assertThat(result.verdict().isValid() && !content.isPrivateMapKey()).isFalse();
        assertOtherUsersHaveOtherSignatures(content);
    }

    /** What stands in for a letter that UTF-8 cannot carry must not make two users one. */
    private static void assertOtherUsersHaveOtherSignatures(Ticket content) {
        String replaced = new String(content.userId().getBytes(UTF_8), UTF_8);
        assertThat(replaced).isEqualTo(content.userId());
    }

    private static String signature(Ticket content) {
        String text = "TLS.identifier:" + content.userId() + "\nTLS.sdkappid:" + content.sdkAppId() + "\nTLS.time:"
                + content.issuedAt() + "\nTLS.expire:" + content.lifetime() + "\n"
                + (content.permissionBuffer() == null ? "" : "TLS.userbuf:" + content.permissionBuffer() + "\n");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TicketVectors.KEY.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ticketText(byte[] compressed) {
        return Base64.getEncoder()
                .encodeToString(compressed)
                .replace('+', '*')
                .replace('/', '-')
                .replace('=', '_');
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** As far as it inflates at all; counts no further than one byte too many. */
    private static int inflatedSize(byte[] compressed) {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            int size = 0;
            while (size <= LARGEST_CONTENT && inflater.read() >= 0) {
                size++;
            }
            return size;
        } catch (IOException notZlib) {
            return 0;
        }
    }
}
