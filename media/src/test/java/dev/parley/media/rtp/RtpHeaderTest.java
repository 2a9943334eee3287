package dev.parley.media.rtp;

import static dev.parley.media.rtp.Seed.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    /**
     * Marker, payload type 96, one CSRC, the one-byte extension block of RFC 8285 section 4.2's figure, three payload
     * bytes.
     */
    private static final byte[] PACKET = hex("""
            91 E0 ABCD 89ABCDEF FEDCBA98
            11223344
            BEDE 0003
            50 AA 61 BBBB 00 00 73 CCCCCCCC
            010203""");

    @Test
    void readsTheFixedFieldsAtAnyOffset() {
        byte[] slab = new byte[PACKET.length + 10];
        System.arraycopy(PACKET, 0, slab, 7, PACKET.length);

        assertThat(RtpHeader.isValid(slab, 7, PACKET.length)).isTrue();
        assertThat(RtpHeader.version(slab, 7)).isEqualTo(2);
        assertThat(RtpHeader.padding(slab, 7)).isFalse();
        assertThat(RtpHeader.hasExtension(slab, 7)).isTrue();
        assertThat(RtpHeader.csrcCount(slab, 7)).isEqualTo(1);
        assertThat(RtpHeader.marker(slab, 7)).isTrue();
        assertThat(RtpHeader.payloadType(slab, 7)).isEqualTo(96);
        assertThat(RtpHeader.sequence(slab, 7)).isEqualTo(0xABCD);
        assertThat(RtpHeader.timestamp(slab, 7)).isEqualTo(0x89ABCDEFL);
        assertThat(RtpHeader.ssrc(slab, 7)).isEqualTo(0xFEDCBA98L);
        assertThat(RtpHeader.headerLength(slab, 7, PACKET.length)).isEqualTo(32);
        assertThat(RtpHeader.payloadLength(slab, 7, PACKET.length)).isEqualTo(3);
    }

    @Test
    void findsOneByteElementsAmongPadding() {
        assertElement(PACKET, 5, "AA");
        assertElement(PACKET, 6, "BBBB");
        assertElement(PACKET, 7, "CCCCCCCC");
        assertThat(RtpHeader.findExtension(PACKET, 0, PACKET.length, 8)).isEqualTo(-1);
        assertThat(RtpHeader.findExtension(PACKET, 0, PACKET.length, 0)).isEqualTo(-1);
    }

    @Test
    void stopsAtTheReservedOneByteId() {
        byte[] packet = hex("90600001 00000000 00000001 BEDE0002 F0AA10BB 20CC0000");

        assertThat(RtpHeader.findExtension(packet, 0, packet.length, 1)).isEqualTo(-1);
        assertThat(RtpHeader.findExtension(packet, 0, packet.length, 2)).isEqualTo(-1);
    }

    @Test
    void findsTwoByteElementsOfAnySizeAndId() {
        byte[] packet = hex("90600001 00000000 00000001 100F0003 0100 C803AABBCC 00 0201DD 00");

        assertElement(packet, 1, "");
        assertElement(packet, 200, "AABBCC");
        assertElement(packet, 2, "DD");
        assertThat(RtpHeader.findExtension(packet, 0, packet.length, 3)).isEqualTo(-1);
    }

    @Test
    void findsNothingInAnExtensionOfAnotherProfile() {
        byte[] packet = hex("90600001 00000000 00000001 ABAC0001 10AA0000");

        assertThat(RtpHeader.isValid(packet, 0, packet.length)).isTrue();
        assertThat(RtpHeader.findExtension(packet, 0, packet.length, 1)).isEqualTo(-1);
    }

    @Test
    void refusesAnElementThatLeavesItsBlock() {
        byte[] oneByte = hex("90600001 00000000 00000001 BEDE0001 1FAABBCC 00112233 00112233 00112233 00112233");
        byte[] oneTooLong = hex("90600001 00000000 00000001 BEDE0001 13AABBCC DD112233");
        byte[] twoByte = hex("90600001 00000000 00000001 10000001 0103AABB CC112233");
        byte[] cutHead = hex("90600001 00000000 00000001 10000001 00000001");

        assertThat(RtpHeader.findExtension(oneByte, 0, oneByte.length, 1)).isEqualTo(-1);
        assertThat(RtpHeader.findExtension(oneTooLong, 0, oneTooLong.length, 1)).isEqualTo(-1);
        assertThat(RtpHeader.findExtension(twoByte, 0, twoByte.length, 1)).isEqualTo(-1);
        assertThat(RtpHeader.findExtension(cutHead, 0, cutHead.length, 1)).isEqualTo(-1);
    }

    @Test
    void takesPaddingOffThePayload() {
        byte[] packet = hex("A0600001 00000000 00000001 AABB 000003");

        assertThat(RtpHeader.payloadLength(packet, 0, packet.length)).isEqualTo(2);
        packet[packet.length - 1] = 5;
        assertThat(RtpHeader.payloadLength(packet, 0, packet.length)).isZero();
    }

    @Test
    void refusesAPaddingCountThatCannotBeTrue() {
        byte[] packet = hex("A0600001 00000000 00000001 AABB 000003");

        packet[packet.length - 1] = 6;
        assertThat(RtpHeader.isValid(packet, 0, packet.length)).isFalse();
        packet[packet.length - 1] = 0;
        assertThat(RtpHeader.isValid(packet, 0, packet.length)).isFalse();
        assertThat(RtpHeader.isValid(packet, 0, RtpHeader.FIXED_LENGTH)).isFalse();
    }

    @Test
    void refusesEveryTruncationThatCutsTheHeader() {
        for (int length = 0; length < 32; length++) {
            byte[] cut = Arrays.copyOf(PACKET, length);
            assertThat(RtpHeader.isValid(cut, 0, length))
                    .as("length %d", length)
                    .isFalse();
            assertThat(RtpHeader.headerLength(cut, 0, length)).isEqualTo(-1);
            assertThat(RtpHeader.findExtension(cut, 0, length, 5)).isEqualTo(-1);
        }
        assertThat(RtpHeader.isValid(PACKET, 0, 32)).isTrue();
    }

    @Test
    void refusesOtherVersions() {
        byte[] packet = PACKET.clone();
        packet[0] = (byte) ((packet[0] & 0x3F) | 0x40);
        assertThat(RtpHeader.isValid(packet, 0, packet.length)).isFalse();
    }

    @Test
    void rewritesFieldsWithoutTouchingTheirNeighbours() {
        byte[] packet = PACKET.clone();

        RtpHeader.setPayloadType(packet, 0, 111);
        assertThat(RtpHeader.marker(packet, 0)).isTrue();
        RtpHeader.setMarker(packet, 0, false);
        assertThat(RtpHeader.payloadType(packet, 0)).isEqualTo(111);
        RtpHeader.setSequence(packet, 0, 0x1_0002);
        RtpHeader.setTimestamp(packet, 0, 0xFFFFFFFFL);
        RtpHeader.setSsrc(packet, 0, 0x80000001L);

        assertThat(packet).startsWith(hex("91 6F 0002 FFFFFFFF 80000001 11223344"));
        RtpHeader.setMarker(packet, 0, true);
        assertThat(RtpHeader.marker(packet, 0)).isTrue();
    }

    @Test
    void tellsRtcpFromRtpByTheSecondByte() {
        for (int second = 0; second < 256; second++) {
            byte[] bytes = {(byte) 0x80, (byte) second, 0, 0};
            assertThat(RtpHeader.isRtcp(bytes, 0, 4)).as("byte %d", second).isEqualTo(second >= 192 && second <= 223);
        }
        assertThat(RtpHeader.isRtcp(hex("80C90001"), 0, 3)).isFalse();
        assertThat(RtpHeader.isRtcp(hex("40C90001"), 0, 4)).isFalse();
    }

    @Test
    void readsBackWhatTheWriterWrote() {
        byte[] slab = new byte[1500];
        RtpWriter writer = new RtpWriter();
        int length = writer.start(slab, 100, 96, true, 65_535, 0xFFFF_FFFFL, 0x8000_0000L)
                .extension(3, hex("010203"), 0, 3)
                .extension(14, new byte[16], 0, 16)
                .payload(hex("AABBCC"), 1, 2)
                .payload(hex("DD"), 0, 1)
                .finishPadded(7);
        byte[] packet = Arrays.copyOfRange(slab, 100, 100 + length);

        assertThat(length).isEqualTo(12 + 4 + 24 + 3 + 7);
        assertThat(RtpHeader.payloadLength(packet, 0, length)).isEqualTo(3);
        assertThat(Arrays.copyOfRange(packet, 40, 43)).isEqualTo(hex("BBCCDD"));
        assertElement(packet, 3, "010203");
        assertElement(packet, 14, "00".repeat(16));
        assertThat(RtpHeader.sequence(packet, 0)).isEqualTo(65_535);
        assertThat(RtpHeader.timestamp(packet, 0)).isEqualTo(0xFFFF_FFFFL);
        assertThat(RtpHeader.ssrc(packet, 0)).isEqualTo(0x8000_0000L);

        int plain = writer.start(slab, 0, 0, false, 1, 2, 3).finish();
        assertThat(Arrays.copyOf(slab, plain)).isEqualTo(hex("80000001 00000002 00000003"));
    }

    @Test
    void refusesToWriteWhatTheFormCannotHold() {
        byte[] slab = new byte[64];
        RtpWriter writer = new RtpWriter();

        assertThatThrownBy(() -> writer.start(slab, 0, 128, false, 0, 0, 0)).hasMessageContaining("payload type");
        assertThatThrownBy(() -> writer.extension(1, slab, 0, 1)).isInstanceOf(IllegalStateException.class);
        writer.start(slab, 0, 1, false, 0, 0, 0);
        assertThatThrownBy(() -> writer.extension(15, slab, 0, 1)).hasMessageContaining("id 15");
        assertThatThrownBy(() -> writer.extension(1, slab, 0, 17)).hasMessageContaining("17 bytes");
        assertThatThrownBy(() -> writer.finishPadded(256)).hasMessageContaining("256");
    }

    @Test
    void survivesRandomBytes() {
        Random random = Seed.random("RtpHeaderTest.survivesRandomBytes");
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 16) {
                bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F & random.nextInt(64)));
                int block = 12 + (4 * RtpHeader.csrcCount(bytes, 0));
                if (block + 4 <= bytes.length) {
                    BigEndian.put16(bytes, block, random.nextBoolean() ? 0xBEDE : 0x1000);
                    BigEndian.put16(bytes, block + 2, random.nextInt(12));
                }
            }
            int payload = RtpHeader.payloadLength(bytes, 0, bytes.length);
            assertThat(payload).isBetween(-1, Math.max(0, bytes.length - 12));
            int id = random.nextInt(16);
            int position = RtpHeader.findExtension(bytes, 0, bytes.length, id);
            if (position >= 0) {
                assertThat(position + RtpHeader.extensionLength(bytes, 0, position))
                        .isLessThanOrEqualTo(bytes.length);
            }
        }
    }

    private static void assertElement(byte[] packet, int id, String expected) {
        int position = RtpHeader.findExtension(packet, 0, packet.length, id);
        assertThat(position).isPositive();
        int length = RtpHeader.extensionLength(packet, 0, position);
        assertThat(Arrays.copyOfRange(packet, position, position + length)).isEqualTo(hex(expected));
    }
}
