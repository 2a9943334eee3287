package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentPacketsTest {

    private final SentPackets packets = new SentPackets();

    @Test
    void remembersPacketsRoundTheEndOfTheNumbers() {
        packets.add(65_535, 1_200, false, 10);
        packets.add(0, 300, true, 20);

        assertThat(packets.highest()).isEqualTo(65_536);
        assertThat(packets.unwrap(65_535)).isEqualTo(65_535);
        assertThat(packets.sentAt(65_535)).isEqualTo(10);
        assertThat(packets.bytes(65_535)).isEqualTo(1_200);
        assertThat(packets.isDuringProbe(65_535)).isFalse();
        assertThat(packets.isDuringProbe(65_536)).isTrue();
    }

    @Test
    void growsWhilePacketsAreYoungAndForgetsOldOnes() {
        for (int sequence = 0; sequence < 3_000; sequence++) {
            packets.add(sequence, sequence, false, sequence / 10);
        }
        assertThat(packets.knows(0)).isTrue();
        assertThat(packets.bytes(1_234)).isEqualTo(1_234);
        for (int sequence = 3_000; sequence < 40_000; sequence++) {
            packets.add(sequence & 0xFFFF, 1, false, 10_000 + (100L * sequence));
        }
        assertThat(packets.knows(0)).isFalse();
        assertThat(packets.knows(39_999)).isTrue();
        assertThat(packets.knows(40_000)).as("not sent").isFalse();
    }

    @Test
    void doesNotKnowNumbersThatWereLeftOut() {
        packets.add(5, 100, false, 0);
        packets.add(8, 100, false, 0);

        assertThat(packets.knows(5)).isTrue();
        assertThat(packets.knows(6)).isFalse();
        assertThat(packets.knows(7)).isFalse();
        assertThat(packets.knows(8)).isTrue();
        assertThat(packets.knows(4)).isFalse();
    }

    @Test
    void countsEachFateOnce() {
        packets.add(1, 100, false, 0);
        packets.add(2, 100, false, 0);

        assertThat(packets.receive(1)).isTrue();
        assertThat(packets.receive(1)).isFalse();
        assertThat(packets.lose(1)).as("it came").isFalse();
        assertThat(packets.lose(2)).isTrue();
        assertThat(packets.lose(2)).isFalse();
        assertThat(packets.receive(2)).as("late, but it came").isTrue();
        assertThat(packets.wasLost(2)).isTrue();
    }
}
