package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DelaysTest {

    private final Delays delays = new Delays();

    @Test
    void saysNothingOfNothing() {
        assertThat(delays.whole()).isEqualTo(new DelaySummary(0, 0, 0, 0, 0, 0));
    }

    @Test
    void findsTheDelayThatAShareDidNotExceed() {
        for (int micros = 1; micros <= 10_000; micros++) {
            delays.add(micros * 1_000L);
        }

        DelaySummary summary = delays.whole();
        Percentage precision = Percentage.withPercentage(1.6);
        assertThat(summary.count()).isEqualTo(10_000);
        assertThat(summary.p50()).isCloseTo(5_000_000, precision);
        assertThat(summary.p90()).isCloseTo(9_000_000, precision);
        assertThat(summary.p99()).isCloseTo(9_900_000, precision);
        assertThat(summary.p999()).isCloseTo(9_990_000, precision);
        assertThat(summary.max()).isEqualTo(10_000_000);
    }

    @Test
    void noShareExceedsTheLargest() {
        delays.add(1_000_001);

        assertThat(delays.whole())
                .isEqualTo(new DelaySummary(1, 1_000_001, 1_000_001, 1_000_001, 1_000_001, 1_000_001));
    }

    @Test
    void aStampFromTheFutureCountsAsNoDelay() {
        delays.add(-5);

        assertThat(delays.whole()).isEqualTo(new DelaySummary(1, 0, 0, 0, 0, 0));
    }

    @Test
    void theSecondIsForgottenOnceItIsTakenAndTheWholeIsNot() {
        delays.add(1_000);
        delays.takeSecond();
        delays.add(5);

        assertThat(delays.takeSecond()).isEqualTo(new DelaySummary(1, 5, 5, 5, 5, 5));
        assertThat(delays.whole().count()).isEqualTo(2);

        delays.reset();
        assertThat(delays.whole().count()).isZero();
    }
}
