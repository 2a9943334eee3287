package dev.parley.media.stun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.rtp.BigEndian;
import java.util.Arrays;

/** Any datagram for a STUN message: refused, or every question about it has an answer within its bounds. */
class StunMessageFuzz {

    private static final byte[] KEY = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(US_ASCII);
    private static final int LONGEST_USERNAME = 508;

    @FuzzTest
    void readsAnyDatagram(byte[] bytes) throws MalformedStunException {
        byte[] framed = framed(bytes);
        StunMessage message;
        try {
            message = StunMessage.parse(framed, 1, bytes.length);
        } catch (MalformedStunException refused) {
            assertThat(refused).hasMessageNotContainingAny("\n", "\r");
            return;
        }
        assertThat(StunMessage.isStun(bytes, 0, bytes.length)).isTrue();
        assertThat(bytes.length).isBetween(20, StunMessage.MAX_LENGTH);
        answersWithinBounds(message, bytes.length);
        readsTheSameWhenWrittenAgain(message);
    }

    /** Any attributes at all in a message whose both checks are right, but for one bit that is changed later. */
    @FuzzTest
    void believesWhatIsSigned(byte[] attributes) throws MalformedStunException {
        int room = StunMessage.MAX_LENGTH - 20 - 24 - 8;
        byte[] padded = Arrays.copyOf(attributes, Math.min(attributes.length, room) & ~3);
        byte[] signed = signed(padded);
        StunMessage message;
        try {
            message = StunMessage.parse(signed, 0, signed.length);
        } catch (MalformedStunException refused) {
            return;
        }
        answersWithinBounds(message, signed.length);
        boolean ours = areWhole(padded);
        assertThat(message.verifyIntegrity(KEY)).isEqualTo(ours);
        if (ours) {
            assertThat(message.verifyFingerprint()).isTrue();
        }
        if (ours && padded.length > 0) {
            // Of an attribute's value, so that the message stays one.
            int position = 20 + Math.floorMod(Arrays.hashCode(padded), padded.length);
            signed[position] ^= 1;
            believesNoChange(signed);
        }
    }

    private static void believesNoChange(byte[] changed) {
        try {
            StunMessage message = StunMessage.parse(changed, 0, changed.length);
            assertThat(message.verifyIntegrity(KEY)).isFalse();
            assertThat(message.verifyFingerprint()).isFalse();
        } catch (MalformedStunException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    private static void answersWithinBounds(StunMessage message, int length) {
        assertThat(message.length()).isEqualTo(length);
        assertThat(message.hasTransactionId(message.transactionId())).isTrue();
        message.priority().ifPresent(priority -> assertThat(priority).isBetween(0L, 0xFFFF_FFFFL));
        message.errorCode().ifPresent(code -> assertThat(code).isBetween(0, 799));
        message.username().ifPresent(name -> assertThat(name.length()).isLessThanOrEqualTo(LONGEST_USERNAME));
        message.xorMappedAddress()
                .ifPresent(address -> assertThat(address.getPort()).isBetween(0, 65_535));
        assertThat(message.unknownRequiredAttributes()).hasSizeLessThanOrEqualTo(length / 4);
        assertThat(message.verifyIntegrity(new byte[16])).isFalse();
        if (!message.hasFingerprint()) {
            assertThat(message.verifyFingerprint()).isFalse();
        }
    }

    private static void readsTheSameWhenWrittenAgain(StunMessage message) throws MalformedStunException {
        StunWriter writer = StunWriter.bindingRequest(message.transactionId());
        boolean fits = message.username()
                .map(name -> name.getBytes(UTF_8).length <= LONGEST_USERNAME)
                .orElse(false);
        if (fits) {
            writer.username(message.username().orElseThrow());
        }
        message.priority().ifPresent(writer::priority);
        message.iceControlled().ifPresent(writer::iceControlled);
        message.iceControlling().ifPresent(writer::iceControlling);
        message.xorMappedAddress().ifPresent(writer::xorMappedAddress);
        byte[] written = writer.integrity(KEY).fingerprint().toBytes();
        StunMessage again = StunMessage.parse(written, 0, written.length);
        if (fits) {
            assertThat(again.username()).isEqualTo(message.username());
        }
        assertThat(again.priority()).isEqualTo(message.priority());
        assertThat(again.iceControlled()).isEqualTo(message.iceControlled());
        assertThat(again.iceControlling()).isEqualTo(message.iceControlling());
        assertThat(again.xorMappedAddress()).isEqualTo(message.xorMappedAddress());
        assertThat(again.verifyIntegrity(KEY)).isTrue();
        assertThat(again.verifyFingerprint()).isTrue();
    }

    private static byte[] signed(byte[] attributes) {
        byte[] message = new byte[20 + attributes.length + 24 + 8];
        BigEndian.put16(message, 0, StunMessage.BINDING_REQUEST);
        BigEndian.put16(message, 2, message.length - 20);
        BigEndian.put32(message, 4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(attributes, 0, message, 20, attributes.length);
        int integrity = 20 + attributes.length;
        BigEndian.put16(message, integrity, StunAttribute.MESSAGE_INTEGRITY);
        BigEndian.put16(message, integrity + 2, 20);
        System.arraycopy(StunIntegrity.hmac(message, integrity, KEY), 0, message, integrity + 4, 20);
        int fingerprint = integrity + 24;
        BigEndian.put16(message, fingerprint, StunAttribute.FINGERPRINT);
        BigEndian.put16(message, fingerprint + 2, 4);
        BigEndian.put32(message, fingerprint + 4, StunIntegrity.fingerprint(message, fingerprint));
        return message;
    }

    /** Whether the last attribute ends where the bytes do, so that ours follows, and none is an integrity before it. */
    private static boolean areWhole(byte[] attributes) {
        int position = 0;
        while (position + 4 <= attributes.length) {
            if (BigEndian.unsigned16(attributes, position) == StunAttribute.MESSAGE_INTEGRITY) {
                return false;
            }
            position += 4 + ((BigEndian.unsigned16(attributes, position + 2) + 3) & ~3);
        }
        return position == attributes.length;
    }

    /** Between other bytes, which must not be read. */
    private static byte[] framed(byte[] bytes) {
        byte[] framed = new byte[bytes.length + 2];
        Arrays.fill(framed, (byte) 0xFF);
        System.arraycopy(bytes, 0, framed, 1, bytes.length);
        return framed;
    }
}
