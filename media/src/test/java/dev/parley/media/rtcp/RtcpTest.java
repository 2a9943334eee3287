package dev.parley.media.rtcp;

import static dev.parley.media.rtp.Seed.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.rtp.Seed;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final ReportBlock BLOCK =
            new ReportBlock(0x902F_0001L, 128, -3, 0x0001_FFFFL, 4_000_000_000L, 0xB705_2000L, 0x0005_4000L);

    private final byte[] buffer = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter(buffer, 0, buffer.length);

    @Test
    void writesTheBytesOfTheRfc() {
        writer.receiverReport(0x0102_0304L, List.of(BLOCK));
        writer.sourceDescription(0x0102_0304L, "ab");
        writer.pli(0x0102_0304L, 0x902F_0001L);
        writer.bye(0x0102_0304L);

        assertThat(Arrays.copyOf(buffer, writer.length())).isEqualTo(hex("""
                81C90007 01020304 902F0001 80FFFFFD 0001FFFF EE6B2800 B7052000 00054000
                81CA0003 01020304 01026162 00000000
                81CE0002 01020304 902F0001
                81CB0001 01020304"""));
    }

    @Test
    void readsBackACompoundPacket() {
        writer.senderReport(0xFFFF_FFFEL, 0xB44D_B705_2000_0000L, 4_294_967_295L, 7, 1234, List.of(BLOCK, BLOCK));
        writer.sourceDescription(0xFFFF_FFFEL, "caf\u00E9");
        writer.receiverReport(5, List.of());
        writer.bye(0xFFFF_FFFEL);

        assertThat(Facts.of(buffer, writer.length()))
                .containsExactly(
                        "sr fffffffe b44db70520000000 4294967295 7 1234",
                        "block fffffffe " + BLOCK,
                        "block fffffffe " + BLOCK,
                        "cname fffffffe caf\u00E9",
                        "bye fffffffe");
    }

    @Test
    void padsEveryCanonicalNameToWords() {
        for (int length = 0; length <= 255; length++) {
            writer.reset();
            String name = "x".repeat(length);
            assertThat(writer.sourceDescription(9, name)).isTrue();
            assertThat(writer.length() % 4).isZero();
            assertThat(Facts.of(buffer, writer.length())).containsExactly("cname 9 " + name);
        }
        assertThatThrownBy(() -> writer.sourceDescription(9, "x".repeat(256))).hasMessageContaining("256");
    }

    @Test
    void packsNacksIntoPairsOfNumberAndBitmask() {
        writer.nack(1, 2, new int[] {65_530, 65_531, 65_535, 10, 11, 100}, 6);

        assertThat(Arrays.copyOf(buffer, writer.length())).isEqualTo(hex("""
                81CD0005 00000001 00000002 FFFA8011 000B0000 00640000"""));
        assertThat(Facts.of(buffer, writer.length()))
                .containsExactly(
                        "nack 1 2 65530",
                        "nack 1 2 65531",
                        "nack 1 2 65535",
                        "nack 1 2 10",
                        "nack 1 2 11",
                        "nack 1 2 100");
    }

    @Test
    void readsBackRandomNacks() {
        Random random = Seed.random("RtcpTest.readsBackRandomNacks");
        for (int round = 0; round < 2000; round++) {
            TreeSet<Integer> lost = new TreeSet<>();
            int spread = 1 + random.nextInt(2000);
            for (int i = 0; i <= random.nextInt(200); i++) {
                lost.add(random.nextInt(spread));
            }
            int base = random.nextInt(65_536);
            int[] sequences = lost.stream().mapToInt(i -> (base + i) & 0xFFFF).toArray();
            writer.reset();
            assertThat(writer.nack(1, 2, sequences, sequences.length)).isTrue();
            assertThat(Facts.of(buffer, writer.length()))
                    .containsExactlyElementsOf(Arrays.stream(sequences)
                            .mapToObj(i -> "nack 1 2 " + i)
                            .toList());
        }
    }

    @Test
    void readsBackRemb() {
        writer.remb(1, 2_500_000, List.of(3L, 4L));
        assertThat(Arrays.copyOf(buffer, writer.length()))
                .isEqualTo(hex("8FCE0006 00000001 00000000 52454D42 021262 5A 00000003 00000004"));
        assertThat(Facts.of(buffer, writer.length())).containsExactly("remb 2500000 2");

        for (long rate : new long[] {0, 1, 262_143, 262_144, 262_145, 1_000_000_000L, Long.MAX_VALUE}) {
            writer.reset();
            writer.remb(1, rate, List.of());
            long rounded = rate >> Math.max(0, 46 - Long.numberOfLeadingZeros(rate));
            long expected = rounded << Math.max(0, 46 - Long.numberOfLeadingZeros(rate));
            assertThat(Facts.of(buffer, writer.length())).containsExactly("remb %d 0".formatted(expected));
        }
    }

    @Test
    void saturatesARembNoLongCanHold() {
        assertThat(readHex("8FCE0004 00000001 00000000 52454D42 00FFFFFF"))
                .containsExactly("remb " + Long.MAX_VALUE + " 0");
        assertThat(readHex("8FCE0004 00000001 00000000 52454D42 00BBFFFF"))
                .containsExactly("remb " + Long.MAX_VALUE + " 0");
        assertThat(readHex("8FCE0004 00000001 00000000 52454D42 00B7FFFF"))
                .containsExactly("remb " + (0x3FFFFL << 45) + " 0");
        assertThat(readHex("8FCE0004 00000001 00000000 52454D42 00FC0000")).containsExactly("remb 0 0");
    }

    @Test
    void readsFullIntraRequestsAndTransportFeedback() {
        assertThat(readHex("84CE0006 00000001 00000000 0000000A 07000000 0000000B FF000000"))
                .containsExactly("fir a 7", "fir b 255");
        assertThat(readHex("8FCD0005 00000001 00000002 00010001 000000FF 20010400"))
                .containsExactly("twcc 1 2 #255 base 1 of 1 at 0: 4");
    }

    @Test
    void skipsWhatItDoesNotKnow() {
        String application = "80CC0002 00000001 41424344";
        String extendedReport = "80CF0001 00000001";
        String unknownFeedback = "9FCD0002 00000001 00000002 9FCE0002 00000001 00000002";
        String foreignApplicationLayer = "8FCE0003 00000001 00000002 41424344";
        String toolItem = "81CA0003 00000009 06016100 00000000";

        assertThat(readHex(
                        application + extendedReport + unknownFeedback + foreignApplicationLayer + "81CB0001 00000005"))
                .containsExactly("bye 5");
        assertThat(readHex(toolItem)).isEqualTo(List.of());
    }

    @Test
    void takesPaddingOff() {
        assertThat(readHex("A1CB0002 00000005 00000004")).containsExactly("bye 5");
        assertThat(readHex("A1CD0004 00000001 00000002 00070000 00000004")).containsExactly("nack 1 2 7");
        for (String count : List.of("00", "02", "08", "FF")) {
            assertThat(readHex("A1CB0002 00000005 000000" + count)).containsExactly("malformed");
        }
    }

    @Test
    void saysNothingOfAPacketThatIsMalformedAtItsEnd() {
        String good = "81CB0001 00000005";
        for (String bad : List.of(
                "81", // no whole header
                "81CB0002 00000005", // longer than the datagram
                "01CB0001 00000005", // version 0
                "82CB0001 00000005", // two sources announced, one there
                "81C80006 00000001 00000000 00000000 00000000 00000000 00000000", // SR without its block
                "81C90001 00000001", // RR without its block
                "80C90000", // RR without SSRC
                "80C80001 00000001", // SR without sender information
                "81CA0001 00000001", // SDES chunk that never ends
                "81CA0002 00000001 01056162", // item longer than the packet
                "81CA0002 00000001 01026162", // text up to the end without the closing zero
                "81CD0002 00000001 00000002", // NACK without an entry
                "81CE0001 00000001", // PLI without media SSRC
                "84CE0003 00000001 00000000 0000000A", // half a FIR entry
                "84CE0002 00000001 00000000", // FIR without an entry
                "8FCD0003 00000001 00000002 00010001", // transport feedback without its head
                "8FCE0003 00000001 00000000 52454D42", // REMB without a number
                "8FCE0004 00000001 00000000 52454D42 01000001")) { // REMB without its SSRC
            assertThat(readHex(good + bad)).as(bad).containsExactly("malformed");
        }
        assertThat(readHex("")).containsExactly("malformed");
    }

    @Test
    void refusesEveryTruncation() {
        writer.senderReport(1, 2, 3, 4, 5, List.of(BLOCK));
        writer.sourceDescription(1, "name");
        writer.nack(1, 2, new int[] {1, 50}, 2);
        int length = writer.length();
        assertThat(Facts.of(buffer, length)).hasSize(5);
        List<Integer> whole = List.of(52, 52 + 16);
        for (int cut = 0; cut < length; cut++) {
            assertThat(Facts.of(Arrays.copyOf(buffer, cut), cut).equals(List.of("malformed")))
                    .as("cut at %d", cut)
                    .isEqualTo(!whole.contains(cut));
        }
    }

    @Test
    void writesNothingThatDoesNotFit() {
        RtcpWriter small = new RtcpWriter(buffer, 8, 31);
        assertThat(small.receiverReport(1, List.of(BLOCK))).isFalse();
        assertThat(small.length()).isZero();
        assertThat(small.pli(1, 2)).isTrue();
        assertThat(small.bye(1)).isTrue();
        assertThat(small.nack(1, 2, new int[] {1}, 1)).isFalse();
        assertThat(small.sourceDescription(1, "")).isFalse();
        assertThat(small.remb(1, 2, List.of())).isFalse();
        assertThat(small.senderReport(1, 2, 3, 4, 5, List.of())).isFalse();
        assertThat(small.length()).isEqualTo(20);
        assertThat(Arrays.copyOf(buffer, 8)).isEqualTo(new byte[8]);
        assertThatThrownBy(() -> small.receiverReport(1, Collections.nCopies(32, BLOCK)))
                .hasMessageContaining("31");
        assertThatThrownBy(() -> new RtcpWriter(buffer, 8, buffer.length))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void survivesRandomBytesAndMutations() {
        Random random = Seed.random("RtcpTest.survivesRandomBytesAndMutations");
        writer.senderReport(1, 2, 3, 4, 5, List.of(BLOCK));
        writer.sourceDescription(1, "name");
        writer.nack(1, 2, new int[] {1, 50}, 2);
        writer.remb(1, 1000, List.of(1L, 2L));
        byte[] good = Arrays.copyOf(buffer, writer.length());
        int read = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = round % 2 == 0 ? good.clone() : new byte[random.nextInt(64)];
            if (round % 2 == 1) {
                random.nextBytes(bytes);
                for (int i = 0; i + 4 <= bytes.length; i += 4 + (4 * random.nextInt(4))) {
                    bytes[i] = (byte) (0x80 | (bytes[i] & 0x3F));
                    bytes[i + 1] = (byte) (200 + random.nextInt(8));
                    bytes[i + 2] = 0;
                    bytes[i + 3] = (byte) random.nextInt(8);
                }
            }
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read += Facts.of(bytes, bytes.length).equals(List.of("malformed")) ? 0 : 1;
        }
        assertThat(read).isPositive();
    }

    private static List<String> readHex(String digits) {
        byte[] bytes = hex(digits);
        return Facts.of(bytes, bytes.length);
    }
}
