package dev.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.logging.Level;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against jitsi-srtp, written by others: each side opens what the other sealed, over a rollover. */
class JitsiCrossCheckTest {

    private static final int SSRC = 0xCAFEBABE;
    private static final int FIRST_SEQUENCE = 65_400;
    private static final int PACKETS = 300;

    /** Held here because the logging framework would forget an unreferenced logger and its level. */
    private static final java.util.logging.Logger JITSI_LOGGER = java.util.logging.Logger.getLogger("org.jitsi");

    private final Random random = new Random(7);

    @BeforeAll
    static void silenceJitsi() {
        JITSI_LOGGER.setLevel(Level.OFF);
    }

    @ParameterizedTest
    @EnumSource
    void jitsiOpensOurRtp(SrtpProfile profile) throws Exception {
        SrtpMasterKey key = RtpPackets.masterKey(profile, random);
        SrtpSender ours = new SrtpSender(key);
        SrtpCryptoContext theirs = factory(false, key).deriveContext(SSRC, 0);
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = RtpPackets.rtp(SSRC, (FIRST_SEQUENCE + i) & 0xFFFF, random.nextInt(1_200), random);
            Buffer buffer = new Buffer(packet.length + SrtpSender.MAX_RTP_OVERHEAD);
            buffer.length = ours.protectRtp(packet, packet.length, buffer.bytes, 0);

            assertThat(theirs.reverseTransformPacket(buffer, false)).isEqualTo(SrtpErrorStatus.OK);
            assertThat(buffer.content()).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void weOpenJitsisRtp(SrtpProfile profile) throws Exception {
        SrtpMasterKey key = RtpPackets.masterKey(profile, random);
        SrtpReceiver ours = new SrtpReceiver(key);
        SrtpCryptoContext theirs = factory(true, key).deriveContext(SSRC, 0);
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = RtpPackets.rtp(SSRC, (FIRST_SEQUENCE + i) & 0xFFFF, random.nextInt(1_200), random);
            Buffer buffer = Buffer.of(packet);
            assertThat(theirs.transformPacket(buffer)).isEqualTo(SrtpErrorStatus.OK);

            byte[] plain = new byte[1_500];
            assertThat(ours.unprotectRtp(buffer.bytes, 0, buffer.length, plain, 0))
                    .isEqualTo(packet.length);
            assertThat(Arrays.copyOf(plain, packet.length)).isEqualTo(packet);
        }
    }

    /** Twenty rounds of the counter in large steps, with neighbours exchanged and some repeated. */
    @ParameterizedTest
    @EnumSource
    void bothCountRollOversAlikeWhateverTheOrder(SrtpProfile profile) throws Exception {
        SrtpMasterKey key = RtpPackets.masterKey(profile, random);
        SrtpSender ourSender = new SrtpSender(key);
        SrtpReceiver ourReceiver = new SrtpReceiver(key);
        SrtpCryptoContext theirSender = factory(true, key).deriveContext(SSRC, 0);
        SrtpCryptoContext theirReceiver = factory(false, key).deriveContext(SSRC, 0);
        for (int index = 20_000; index < 20 << 16; index += 20 + random.nextInt(20_000)) {
            for (int sequence : new int[] {index + 9, index, index + 3, index + 17}) {
                byte[] packet = RtpPackets.rtp(SSRC, sequence & 0xFFFF, random.nextInt(300), random);
                Buffer toThem = new Buffer(packet.length + SrtpSender.MAX_RTP_OVERHEAD);
                toThem.length = ourSender.protectRtp(packet, packet.length, toThem.bytes, 0);
                Buffer again = Buffer.of(toThem.content());
                assertThat(theirReceiver.reverseTransformPacket(toThem, false)).isEqualTo(SrtpErrorStatus.OK);
                assertThat(toThem.content()).isEqualTo(packet);
                assertThat(theirReceiver.reverseTransformPacket(again, false)).isNotEqualTo(SrtpErrorStatus.OK);

                Buffer toUs = Buffer.of(packet);
                assertThat(theirSender.transformPacket(toUs)).isEqualTo(SrtpErrorStatus.OK);
                byte[] plain = new byte[1_500];
                assertThat(ourReceiver.unprotectRtp(toUs.bytes, 0, toUs.length, plain, 0))
                        .isEqualTo(packet.length);
                assertThat(Arrays.copyOf(plain, packet.length)).isEqualTo(packet);
                assertThat(ourReceiver.unprotectRtp(toUs.bytes, 0, toUs.length, plain, 0))
                        .isEqualTo(SrtpReceiver.REPLAYED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothOpenTheOthersRtcp(SrtpProfile profile) throws Exception {
        SrtpMasterKey key = RtpPackets.masterKey(profile, random);
        SrtpSender ourSender = new SrtpSender(key);
        SrtpReceiver ourReceiver = new SrtpReceiver(key);
        SrtcpCryptoContext theirReceiver = factory(false, key).deriveControlContext(SSRC);
        SrtcpCryptoContext theirSender = factory(true, key).deriveControlContext(SSRC);
        for (int i = 0; i < 50; i++) {
            byte[] packet = RtpPackets.rtcp(SSRC, 1 + random.nextInt(40), random);
            Buffer toThem = new Buffer(packet.length + SrtpSender.MAX_RTCP_OVERHEAD);
            toThem.length = ourSender.protectRtcp(packet, packet.length, toThem.bytes, 0);
            assertThat(theirReceiver.reverseTransformPacket(toThem)).isEqualTo(SrtpErrorStatus.OK);
            assertThat(toThem.content()).isEqualTo(packet);

            Buffer toUs = Buffer.of(packet);
            assertThat(theirSender.transformPacket(toUs)).isEqualTo(SrtpErrorStatus.OK);
            byte[] plain = new byte[1_500];
            assertThat(ourReceiver.unprotectRtcp(toUs.bytes, 0, toUs.length, plain, 0))
                    .isEqualTo(packet.length);
            assertThat(Arrays.copyOf(plain, packet.length)).isEqualTo(packet);
        }
    }

    private static SrtpContextFactory factory(boolean sender, SrtpMasterKey key) throws GeneralSecurityException {
        Logger logger = new LoggerImpl("jitsi-srtp", Level.OFF);
        return new SrtpContextFactory(sender, key.key(), key.salt(), policy(key), policy(key), logger);
    }

    private static SrtpPolicy policy(SrtpMasterKey key) {
        return switch (key.profile()) {
            case AEAD_AES_128_GCM ->
                new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
            case AES_CM_128_HMAC_SHA1_80 ->
                new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
        };
    }

    private static final class Buffer implements ByteArrayBuffer {
        private byte[] bytes;
        private int length;

        Buffer(int capacity) {
            this.bytes = new byte[capacity];
        }

        static Buffer of(byte[] packet) {
            Buffer buffer = new Buffer(packet.length + 64);
            buffer.length = packet.length;
            System.arraycopy(packet, 0, buffer.bytes, 0, packet.length);
            return buffer;
        }

        byte[] content() {
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public byte[] getBuffer() {
            return bytes;
        }

        @Override
        public int getOffset() {
            return 0;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int newLength) {
            length = newLength;
        }

        @Override
        public void setOffset(int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int offset, int regionLength, byte[] target) {
            System.arraycopy(bytes, offset, target, 0, regionLength);
        }

        @Override
        public void grow(int more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, length + more));
        }

        @Override
        public void append(byte[] data, int dataLength) {
            grow(dataLength);
            System.arraycopy(data, 0, bytes, length, dataLength);
            length += dataLength;
        }

        @Override
        public void shrink(int less) {
            length -= less;
        }
    }
}
