package dev.parley.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {
    @Test
    void ordersAcrossTheWrap() {
        assertThat(SequenceNumbers.isNewer(0, 65_535)).isTrue();
        assertThat(SequenceNumbers.isNewer(65_535, 0)).isFalse();
        assertThat(SequenceNumbers.isNewer(5, 5)).isFalse();
        assertThat(SequenceNumbers.isNewer(32_767, 0)).isTrue();
        assertThat(SequenceNumbers.distance(65_534, 3)).isEqualTo(5);
        assertThat(SequenceNumbers.distance(3, 65_534)).isEqualTo(-5);
        assertThat(SequenceNumbers.plus(65_535, 1)).isZero();
        assertThat(SequenceNumbers.plus(0, -1)).isEqualTo(65_535);
    }

    @Test
    void makesExactlyOneOfTwoDifferentNumbersNewer() {
        assertThat(SequenceNumbers.isNewer(0x8000, 0)).isTrue();
        assertThat(SequenceNumbers.isNewer(0, 0x8000)).isFalse();
        Random random = Seed.random("SequenceNumbersTest.makesExactlyOneOfTwoDifferentNumbersNewer");
        for (int i = 0; i < 10_000; i++) {
            int one = random.nextInt(65_536);
            int other = (one + 1 + random.nextInt(65_535)) & 0xFFFF;
            assertThat(SequenceNumbers.isNewer(one, other)).isNotEqualTo(SequenceNumbers.isNewer(other, one));
        }
    }

    @Test
    void unwrapsForwardsAndBackwards() {
        SequenceUnwrapper unwrapper = new SequenceUnwrapper();
        assertThat(unwrapper.started()).isFalse();
        assertThatThrownBy(unwrapper::highest).isInstanceOf(IllegalStateException.class);

        assertThat(unwrapper.unwrap(65_534)).isEqualTo(65_534);
        assertThat(unwrapper.unwrap(1)).isEqualTo(65_537);
        assertThat(unwrapper.unwrap(65_535)).isEqualTo(65_535);
        assertThat(unwrapper.unwrap(0)).isEqualTo(65_536);
        assertThat(unwrapper.highest()).isEqualTo(65_537);
    }

    @Test
    void goesBelowZeroForPacketsOlderThanTheFirst() {
        SequenceUnwrapper unwrapper = new SequenceUnwrapper();
        assertThat(unwrapper.unwrap(2)).isEqualTo(2);
        assertThat(unwrapper.unwrap(65_535)).isEqualTo(-1);
        assertThat(unwrapper.unwrap(3)).isEqualTo(3);
    }

    @Test
    void followsALongShuffledSequence() {
        Random random = Seed.random("SequenceNumbersTest.followsALongShuffledSequence");
        SequenceUnwrapper unwrapper = new SequenceUnwrapper();
        long base = random.nextInt(65_536);
        unwrapper.unwrap((int) base);
        for (long step = 0; step < 300_000; step += random.nextInt(50)) {
            long sequence = Math.max(base, base + step - random.nextInt(1000));
            assertThat(unwrapper.unwrap((int) (sequence & 0xFFFF))).isEqualTo(sequence);
        }
    }
}
