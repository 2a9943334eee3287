package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbeMeasurementTest {

    private static final int PACKET = 500;

    private final ProbeMeasurement probe = new ProbeMeasurement();

    /** Packets sent two milliseconds apart, which is 2 Mbit/s, and received {@code spacing} ticks apart. */
    private double measure(int packets, int spacing, int loseEvery) {
        probe.begin();
        for (int number = 0; number < packets; number++) {
            probe.onSent(number, PACKET);
        }
        for (int number = 0; number < packets; number++) {
            if (loseEvery == 0 || number % loseEvery != 1) {
                probe.onArrival(2L * number, 4_000 + ((long) spacing * number), PACKET, false);
            }
        }
        return probe.result(0);
    }

    @Test
    void findsTheRateItWasSentAtWhereNothingHoldsItUp() {
        assertThat(measure(20, 8, 0)).isCloseTo(2_000_000, within(1_000.0));
    }

    @Test
    void findsTheBottleneckThatSpreadsIt() {
        assertThat(measure(20, 16, 0)).as("a little below, and marked").isCloseTo(-950_000, within(1_000.0));
    }

    @Test
    void takesMuchLossForABottleneckWithoutAQueue() {
        assertThat(measure(20, 8, 3)).isNegative();
        assertThat(measure(20, 8, 10)).as("a tenth is no sign").isPositive();
    }

    @Test
    void saysNothingWithTooLittleToGoBy() {
        assertThat(measure(3, 8, 0)).as("three packets").isZero();
        assertThat(measure(20, 2, 0)).as("held up and let go at once").isZero();
        assertThat(measure(20, 0, 0)).as("all at one time").isZero();
        probe.begin();
        for (int number = 0; number < 20; number++) {
            probe.onSent(number, PACKET);
        }
        for (int number = 0; number < 5; number++) {
            probe.onArrival(2L * number, 8L * number, PACKET, false);
        }
        assertThat(probe.result(0)).as("a quarter came").isZero();
    }

    @Test
    void isNotDeceivedByAPacketThatComesLate() {
        probe.begin();
        for (int number = 0; number < 20; number++) {
            probe.onSent(number, PACKET);
            probe.onArrival(2L * number, (8L * number) + (number == 17 ? 400 : 0), PACKET, number == 17);
        }
        assertThat(probe.result(0)).isCloseTo(2_000_000, within(60_000.0));
    }

    @Test
    void isReportedWithItsLastPacket() {
        assertThat(probe.isReported(100)).as("not begun").isFalse();
        probe.begin();
        probe.onSent(7, PACKET);
        probe.onSent(9, PACKET);
        assertThat(probe.isReported(8)).isFalse();
        assertThat(probe.isReported(9)).isTrue();
        assertThat(probe.contains(8)).as("media in between").isTrue();
        assertThat(probe.contains(10)).isFalse();
    }
}
