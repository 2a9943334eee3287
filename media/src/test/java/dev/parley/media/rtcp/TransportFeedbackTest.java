package dev.parley.media.rtcp;

import static dev.parley.media.rtp.Seed.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.rtp.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {

    private static final int NONE = RtcpWriter.NOT_RECEIVED;

    private final byte[] buffer = new byte[1_200];
    private final RtcpWriter writer = new RtcpWriter(buffer, 0, buffer.length);

    /** Messages that the tests of pion/rtcp keep. */
    @Test
    void readsMessagesOfOtherHands() {
        assertThat(read("AFCD0005 FA17FA17 43032FA0 00990001 3DE80217 20019401"))
                .containsExactly("twcc fa17fa17 43032fa0 #23 base 153 of 1 at 4057090: 148");
        assertThat(read("AFCD0007 FA17FA17 193DD8BB 01740006 45B15A40 40022004 1FFE1F9A D000D000"))
                .containsExactly(
                        "twcc fa17fa17 193dd8bb #64 base 372 of 6 at 4567386:" + " 8190 16280 16488 16488 16696 16696");
        assertThat(read("AFCD0007 FA17FA17 193DD8BB 00040007 10636E01 20074C24 24100C0C 10000003"))
                .containsExactly("twcc fa17fa17 193dd8bb #1 base 4 of 7 at 1074030: 76 112 148 164 176 188 204");
        assertThat(read("AFCD0006 FA17FA17 193DD8BB 0001000E 10636D00 BA00100C 0C100003"))
                .containsExactly(
                        "twcc fa17fa17 193dd8bb #0 base 1 of 14 at 1074029:" + " 16 28 40 - 56 - - - - - - - - -");
        assertThat(read("AFCD0007 9B74F61F 9371DCBC 853C0009 63F916B3 D5520030 9BAA6AAA 7B010901"))
                .containsExactly(
                        "twcc 9b74f61f 9371dcbc #179 base 34108 of 9 at 6551830:" + " 155 325 431 601 724 - 989 - -");
    }

    @Test
    void readsNegativeDeltasAndGoesRoundTheEndOfTheNumbers() {
        assertThat(read("8FCD0006 00000001 00000002 FFFF0002 00000100 C0000000 00000000"))
                .as("two packets that did not come, then what fills the word")
                .containsExactly("twcc 1 2 #0 base 65535 of 2 at 1: - -");
        assertThat(read("8FCD0006 00000001 00000002 FFFF0002 00000100 D8000AFF F6000000"))
                .containsExactly("twcc 1 2 #0 base 65535 of 2 at 1: 10 0");
    }

    @Test
    void goesBackToTheFirstPacket() {
        List<Integer> sequences = new ArrayList<>();
        byte[] bytes = hex("8FCD0005 00000001 00000002 FFFF0002 00000100 20020102");
        RtcpReader.read(bytes, 0, bytes.length, new RtcpVisitor() {
            @Override
            public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
                for (int round = 0; round < 2; round++) {
                    while (feedback.next()) {
                        sequences.add(feedback.sequence());
                        sequences.add(feedback.arrivalTicks());
                    }
                    feedback.rewind();
                }
            }
        });

        assertThat(sequences).containsExactly(65_535, 257, 0, 259, 65_535, 257, 0, 259);
    }

    @Test
    void refusesMessagesThatClaimMoreThanTheyHold() {
        for (String bad : List.of(
                "AFCD0005 FA17FA17 43032FA0 00990003 3DE80217 20039401", // three arrived, two bytes left
                "AFCD0005 FA17FA17 43032FA0 00990002 3DE80217 40029401", // two large deltas in one byte
                "8FCD0005 00000001 00000002 0001FFFF 00000000 1FFF1FFF", // 65,535 packets, chunks for half of them
                "8FCD0005 00000001 00000002 00010002 00000000 00000000", // runs of nothing
                "8FCD0005 00000001 00000002 00010001 00000000 60010000", // a run of the reserved symbol
                "8FCD0005 00000001 00000002 00010002 00000000 CC000000", // the reserved symbol in a vector
                "8FCD0004 00000001 00000002 00010001 00000000")) { // no chunk at all
            assertThat(read(bad)).as(bad).containsExactly("malformed");
        }
        assertThat(read("8FCD0004 00000001 00000002 00010000 00000000"))
                .as("about no packet")
                .containsExactly("twcc 1 2 #0 base 1 of 0 at 0:");
    }

    @Test
    void onlyThisMessageMayEndWithinAWord() {
        assertThat(read("A1CD0004 00000001 00000002 00070000 00000003")).containsExactly("malformed");
    }

    @Test
    void writesTheSameBytesAsOthers() {
        writer.transportFeedback(0xFA17FA17L, 0x43032FA0L, 23, 153, 4_057_090, new int[] {148}, 1);
        assertThat(written()).isEqualTo(hex("AFCD0005 FA17FA17 43032FA0 00990001 3DE80217 20019401"));
        writer.reset();
        int[] deltas = {76, 36, 36, 16, 12, 12, 16};
        writer.transportFeedback(0xFA17FA17L, 0x193DD8BBL, 1, 4, 1_074_030, deltas, 7);
        assertThat(written()).isEqualTo(hex("AFCD0007 FA17FA17 193DD8BB 00040007 10636E01 20074C24 24100C0C 10000003"));
    }

    @Test
    void writesAboutAsManyPacketsAsFit() {
        int[] deltas = new int[6_000];
        Arrays.fill(deltas, 300);
        int written = writer.transportFeedback(1, 2, 0, 0, 0, deltas, deltas.length);

        assertThat(written).isBetween(500, 600);
        assertThat(writer.length()).isBetween(1_000, 1_200);
        assertThat(read()).hasSize(1).first().asString().contains(" of " + written + " ");
        assertThat(new RtcpWriter(buffer, 0, 20).transportFeedback(1, 2, 1, 0, 0, deltas, 1))
                .isZero();
    }

    @Test
    void refusesDeltasThatNoMessageCanCarry() {
        assertThatThrownBy(() -> writer.transportFeedback(1, 2, 0, 0, 0, new int[] {32_768}, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.transportFeedback(1, 2, 0, 0, 0, new int[0], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsWhatItWrote() {
        Random random = Seed.random("TransportFeedbackTest.readsWhatItWrote");
        for (int round = 0; round < 5_000; round++) {
            int[] deltas = randomDeltas(random);
            int base = random.nextInt(1 << 16);
            writer.reset();
            int count = writer.transportFeedback(1, 2, round, base, 7, deltas, deltas.length);

            assertThat(writer.length() % 4).isZero();
            assertThat(read()).containsExactly(expected(round & 0xFF, base, deltas, count));
        }
    }

    private static int[] randomDeltas(Random random) {
        int[] deltas = new int[1 + random.nextInt(random.nextBoolean() ? 20 : 900)];
        int place = 0;
        while (place < deltas.length) {
            int kind = random.nextInt(4);
            for (int left = 1 + random.nextInt(40); left > 0 && place < deltas.length; left--) {
                deltas[place++] = switch (kind) {
                    case 0 -> NONE;
                    case 1 -> random.nextInt(256);
                    case 2 -> random.nextInt(1 << 16) - (1 << 15);
                    default -> random.nextInt(3) == 0 ? NONE : random.nextInt(300);
                };
            }
        }
        return deltas;
    }

    private static String expected(int number, int base, int[] deltas, int count) {
        StringBuilder text = new StringBuilder("twcc 1 2 #%d base %d of %d at 7:".formatted(number, base, count));
        int arrival = 0;
        for (int place = 0; place < count; place++) {
            arrival += deltas[place] == NONE ? 0 : deltas[place];
            text.append(deltas[place] == NONE ? " -" : " " + arrival);
        }
        return text.toString();
    }

    private byte[] written() {
        return Arrays.copyOf(buffer, writer.length());
    }

    private List<String> read() {
        return Facts.of(written(), writer.length());
    }

    private static List<String> read(String digits) {
        byte[] bytes = hex(digits);
        return Facts.of(bytes, bytes.length);
    }
}
