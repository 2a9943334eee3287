package dev.parley.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTransportTest {

    private static final int SSRC = 0x12345678;

    private final Random random = new Random(1);
    private final byte[] plain = new byte[2_000];

    @ParameterizedTest
    @EnumSource
    void opensWhatItSealedAtAnyOffset(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        for (int sequence = 0; sequence < 200; sequence++) {
            byte[] packet = RtpPackets.rtp(SSRC, sequence, random.nextInt(1_200), random);
            byte[] untouched = packet.clone();
            byte[] buffer = new byte[packet.length + 40];
            int length = transport.sender.protectRtp(packet, packet.length, buffer, 7);

            assertThat(length).isEqualTo(packet.length + profile.tagLength());
            assertThat(packet).isEqualTo(untouched);
            assertThat(Arrays.copyOfRange(buffer, 7, 7 + 28))
                    .as("header, CSRC and extension stay readable")
                    .isEqualTo(Arrays.copyOf(packet, 28));
            assertThat(transport.receiver.unprotectRtp(buffer, 7, length, plain, 3))
                    .isEqualTo(packet.length);
            assertThat(Arrays.copyOfRange(plain, 3, 3 + packet.length)).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensTheRtcpItSealedAndNumbersEachPacketAnew(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        byte[] packet = RtpPackets.rtcp(SSRC, 11, random);
        byte[] first = transport.sealRtcp(packet);
        byte[] second = transport.sealRtcp(packet);

        assertThat(second).isNotEqualTo(first);
        assertThat(transport.openRtcp(first)).isEqualTo(packet.length);
        assertThat(Arrays.copyOf(plain, packet.length)).isEqualTo(packet);
        assertThat(transport.openRtcp(second)).isEqualTo(packet.length);
        assertThat(transport.openRtcp(first)).isEqualTo(SrtpReceiver.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPacketThatComesTwiceOrTooLate(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        byte[] old = transport.seal(10);
        byte[] late = transport.seal(11);
        byte[] newest = transport.seal(10 + ReplayWindow.SIZE);

        assertThat(transport.open(newest)).isPositive();
        assertThat(transport.open(late)).isPositive();
        assertThat(transport.open(late)).isEqualTo(SrtpReceiver.REPLAYED);
        assertThat(transport.open(newest)).isEqualTo(SrtpReceiver.REPLAYED);
        assertThat(transport.open(old)).isEqualTo(SrtpReceiver.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsNoticed(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        byte[] sealed = transport.seal(1);
        byte[] sealedRtcp = transport.sealRtcp(RtpPackets.rtcp(SSRC, 5, random));
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            assertThat(transport.open(flipped(sealed, bit))).as("bit %d", bit).isNegative();
        }
        for (int bit = 0; bit < 8 * sealedRtcp.length; bit++) {
            assertThat(transport.openRtcp(flipped(sealedRtcp, bit)))
                    .as("RTCP bit %d", bit)
                    .isNegative();
        }
        assertThat(transport.open(sealed)).isPositive();
        assertThat(transport.openRtcp(sealedRtcp)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void followsTheSequenceNumberAcrossRollovers(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        for (int round = 0; round < 3 * 65_536; round += 97) {
            assertThat(transport.open(transport.seal(round & 0xFFFF)))
                    .as("packet %d", round)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensPacketsThatOvertookEachOtherAtTheRollover(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        byte[] before = transport.seal(65_534);
        byte[] last = transport.seal(65_535);
        byte[] first = transport.seal(0);
        byte[] second = transport.seal(1);

        assertThat(transport.open(before)).isPositive();
        assertThat(transport.open(second)).isPositive();
        assertThat(transport.open(last)).isPositive();
        assertThat(transport.open(first)).isPositive();
        assertThat(transport.open(last)).isEqualTo(SrtpReceiver.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void theSenderToleratesReorderingAtTheRollover(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        for (int sequence : new int[] {65_533, 65_535, 1, 65_534, 0, 2}) {
            assertThat(transport.open(transport.seal(sequence)))
                    .as("sequence number %d", sequence)
                    .isPositive();
        }
    }

    /** Two texts under one key stream give both away, and under GCM the key that forgeries need. */
    @ParameterizedTest
    @EnumSource
    void neverSealsTwoPacketsUnderOneNumber(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        byte[] out = new byte[100];
        int passing = 28 + 12 + profile.tagLength();
        int first = 40_000;
        for (int index : new int[] {0, 1, 3, 2, 300}) {
            byte[] packet = RtpPackets.rtp(SSRC, (first + index) & 0xFFFF, 12, random);
            assertThat(transport.sender.protectRtp(packet, packet.length, out, 0))
                    .isEqualTo(passing);
        }
        // With another text: the last one, one before it, one too old to know, and one that is a whole round further
        // on, which 16 bits cannot tell.
        for (int index : new int[] {300, 3, 300 - ReplayWindow.SIZE, 2 + 65_536}) {
            byte[] packet = RtpPackets.rtp(SSRC, (first + index) & 0xFFFF, 12, random);
            assertThat(transport.sender.protectRtp(packet, packet.length, out, 0))
                    .isEqualTo(SrtpSender.REPEATED);
        }
        byte[] next = RtpPackets.rtp(SSRC, first + 301, 12, random);
        assertThat(transport.sender.protectRtp(next, next.length, out, 0)).isEqualTo(passing);
    }

    @ParameterizedTest
    @EnumSource
    void everySsrcHasItsOwnCounter(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        for (int sequence : new int[] {65_535, 0}) {
            assertThat(transport.open(transport.seal(1, sequence))).isPositive();
        }
        assertThat(transport.open(transport.seal(2, 0))).isPositive();
        assertThat(transport.open(transport.seal(1, 1))).isPositive();
        assertThat(transport.open(transport.seal(2, 1))).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void keepsStateForSoManySsrcsAndNoMore(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        for (int ssrc = 0; ssrc < SrtpReceiver.DEFAULT_MAX_SSRCS; ssrc++) {
            assertThat(transport.open(transport.seal(ssrc * 0x10000, 1))).isPositive();
        }
        assertThat(transport.open(transport.seal(77, 1))).isEqualTo(SrtpReceiver.TOO_MANY_SSRC);
        assertThat(transport.open(transport.seal(0x10000, 2))).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void forgedSsrcsTakeNoPlace(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        Transport stranger = new Transport(profile);
        for (int ssrc = 0; ssrc < 1_000; ssrc++) {
            assertThat(transport.open(stranger.seal(ssrc, 1))).isEqualTo(SrtpReceiver.AUTH_FAILED);
        }
        assertThat(transport.open(transport.seal(5_000, 1))).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotRtpOrTooShort(SrtpProfile profile) {
        Transport transport = new Transport(profile);
        byte[] sealed = transport.seal(1);
        for (int length = 0; length < 12 + profile.tagLength(); length++) {
            assertThat(transport.receiver.unprotectRtp(sealed, 0, length, plain, 0))
                    .isEqualTo(SrtpReceiver.MALFORMED);
        }
        byte[] overrunningExtension = new byte[12 + 4 + profile.tagLength()];
        overrunningExtension[0] = (byte) 0x90;
        overrunningExtension[15] = 1;
        assertThat(transport.open(overrunningExtension)).isEqualTo(SrtpReceiver.MALFORMED);
        assertThat(transport.openRtcp(new byte[8 + 3 + profile.tagLength()])).isEqualTo(SrtpReceiver.MALFORMED);
        assertThatThrownBy(() -> transport.sender.protectRtp(new byte[20], 20, plain, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> transport.sender.protectRtp(RtpPackets.bareRtp(1, 1), 32, new byte[41], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void randomBytesAreRefusedQuietly(SrtpProfile profile) {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("SrtpTransportTest seed " + seed + " (replay with -Dparley.seed)");
        Random noise = new Random(seed);
        Transport transport = new Transport(profile);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[noise.nextInt(200)];
            noise.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F));
            }
            assertThat(transport.open(bytes)).isNegative();
            assertThat(transport.openRtcp(bytes)).isNegative();
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << (bit % 8));
        return copy;
    }

    private final class Transport {
        private final SrtpSender sender;
        private final SrtpReceiver receiver;

        Transport(SrtpProfile profile) {
            SrtpMasterKey key = RtpPackets.masterKey(profile, random);
            this.sender = new SrtpSender(key);
            this.receiver = new SrtpReceiver(key);
        }

        byte[] seal(int sequence) {
            return seal(SSRC, sequence);
        }

        byte[] seal(int ssrc, int sequence) {
            byte[] packet = RtpPackets.bareRtp(ssrc, sequence);
            byte[] out = new byte[packet.length + SrtpSender.MAX_RTP_OVERHEAD];
            return Arrays.copyOf(out, sender.protectRtp(packet, packet.length, out, 0));
        }

        byte[] sealRtcp(byte[] packet) {
            byte[] out = new byte[packet.length + SrtpSender.MAX_RTCP_OVERHEAD];
            return Arrays.copyOf(out, sender.protectRtcp(packet, packet.length, out, 0));
        }

        int open(byte[] sealed) {
            return receiver.unprotectRtp(sealed, 0, sealed.length, plain, 0);
        }

        int openRtcp(byte[] sealed) {
            return receiver.unprotectRtcp(sealed, 0, sealed.length, plain, 0);
        }
    }
}
