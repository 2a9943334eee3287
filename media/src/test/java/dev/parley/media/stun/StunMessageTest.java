package dev.parley.media.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StunMessageTest {

    private static final byte[] KEY = "0123456789abcdefghijklmn".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSACTION = HexFormat.of().parseHex("000102030405060708090a0b");

    @Test
    void readsBackEverythingItWrites() throws Exception {
        StunMessage message = parse(fullRequest());

        assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        assertThat(message.hasTransactionId(TRANSACTION)).isTrue();
        assertThat(message.username()).contains("server:client");
        assertThat(message.priority()).hasValue(0xFFFFFFFEL);
        assertThat(message.useCandidate()).isTrue();
        assertThat(message.iceControlling()).hasValue(-5);
        assertThat(message.verifyIntegrity(KEY)).isTrue();
        assertThat(message.verifyFingerprint()).isTrue();
    }

    @Test
    void readsTheErrorCode() throws Exception {
        byte[] bytes = StunWriter.bindingError(TRANSACTION, 487, "Role Conflict")
                .integrity(KEY)
                .toBytes();
        StunMessage message = parse(bytes);

        assertThat(message.type()).isEqualTo(StunMessage.BINDING_ERROR);
        assertThat(message.errorCode()).hasValue(487);
        assertThat(message.verifyIntegrity(KEY)).isTrue();
        assertThat(message.hasFingerprint()).isFalse();
        assertThat(message.verifyFingerprint()).isFalse();
    }

    @Test
    void attributesAfterIntegrityDoNotCount() throws Exception {
        byte[] bytes = StunWriter.bindingRequest(TRANSACTION)
                .integrity(KEY)
                .useCandidate()
                .toBytes();
        assertThat(parse(bytes).useCandidate()).isFalse();
    }

    @Test
    void listsRequiredAttributesNobodyKnows() throws Exception {
        byte[] bytes = StunWriter.bindingRequest(TRANSACTION).useCandidate().toBytes();
        bytes[20] = 0x7F;
        assertThat(parse(bytes).unknownRequiredAttributes()).isEqualTo(List.of(0x7F25));
        bytes[20] = (byte) 0xFF;
        assertThat(parse(bytes).unknownRequiredAttributes()).isEmpty();
    }

    @Test
    void refusesAttributesThatOverrunOrHaveImpossibleLengths() {
        byte[] overrun = StunWriter.bindingRequest(TRANSACTION).priority(1).toBytes();
        overrun[23] = 5;
        assertThatThrownBy(() -> parse(overrun)).isInstanceOf(MalformedStunException.class);

        byte[] wrongLength = StunWriter.bindingRequest(TRANSACTION).priority(1).toBytes();
        wrongLength[23] = 3;
        assertThatThrownBy(() -> parse(wrongLength)).isInstanceOf(MalformedStunException.class);

        byte[] afterFingerprint = StunWriter.bindingRequest(TRANSACTION)
                .fingerprint()
                .useCandidate()
                .toBytes();
        assertThatThrownBy(() -> parse(afterFingerprint)).isInstanceOf(MalformedStunException.class);
    }

    @Test
    void tellsStunFromTheOtherProtocolsOnThePort() {
        byte[] stun = fullRequest();
        assertThat(StunMessage.isStun(stun, 0, stun.length)).isTrue();
        assertThat(StunMessage.isStun(stun, 0, stun.length - 4)).isFalse();
        byte[] rtp = stun.clone();
        rtp[0] = (byte) 0x80;
        assertThat(StunMessage.isStun(rtp, 0, rtp.length)).isFalse();
        byte[] dtls = stun.clone();
        dtls[4] = 0;
        assertThat(StunMessage.isStun(dtls, 0, dtls.length)).isFalse();
        assertThat(StunMessage.isStun(stun, 0, 19)).isFalse();
    }

    @Test
    void damagedMessagesAreRefusedOrReadButNeverVerify() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("StunMessageTest seed " + seed + " (replay with -Dparley.seed)");
        Random random = new Random(seed);
        byte[] original = fullRequest();
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(original, original.length - 4 * random.nextInt(3));
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (!Arrays.equals(damaged, original) && readsWithoutVerifying(damaged)) {
                read++;
            }
        }
        assertThat(read).as("messages that were still readable").isPositive();
    }

    private static boolean readsWithoutVerifying(byte[] damaged) {
        try {
            StunMessage message = parse(damaged);
            message.username();
            message.priority();
            message.errorCode();
            message.xorMappedAddress();
            message.iceControlled();
            message.unknownRequiredAttributes();
            assertThat(message.verifyIntegrity(KEY) && message.verifyFingerprint())
                    .isFalse();
            return true;
        } catch (MalformedStunException e) {
            return false;
        }
    }

    private static byte[] fullRequest() {
        return StunWriter.bindingRequest(TRANSACTION)
                .username("server:client")
                .priority(0xFFFFFFFEL)
                .useCandidate()
                .iceControlling(-5)
                .integrity(KEY)
                .fingerprint()
                .toBytes();
    }

    private static StunMessage parse(byte[] bytes) throws MalformedStunException {
        return StunMessage.parse(bytes, 0, bytes.length);
    }
}
