package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayHistogramTest {

    private final DelayHistogram histogram = new DelayHistogram();

    @Test
    void saysNothingOfNothing() {
        assertThat(DelaySummary.of(histogram)).isEqualTo(new DelaySummary(0, 0, 0, 0, 0, 0));
    }

    @Test
    void findsTheDelayThatAShareDidNotExceed() {
        for (int micros = 1; micros <= 10_000; micros++) {
            histogram.add(micros * 1_000L);
        }

        DelaySummary summary = DelaySummary.of(histogram);
        Percentage precision = Percentage.withPercentage(1.6);
        assertThat(summary.count()).isEqualTo(10_000);
        assertThat(summary.p50()).isCloseTo(5_000_000, precision);
        assertThat(summary.p90()).isCloseTo(9_000_000, precision);
        assertThat(summary.p99()).isCloseTo(9_900_000, precision);
        assertThat(summary.p999()).isCloseTo(9_990_000, precision);
        assertThat(summary.max()).isEqualTo(10_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 1_000, 123_456_789, 999_999_999_999L})
    void isPreciseToOnePartIn64(long nanos) {
        histogram.add(nanos);
        histogram.add(1L << 50);

        assertThat(histogram.quantile(0.5)).isBetween(nanos, nanos + nanos / 64);
    }

    @Test
    void countsWhatIsTooSmallOrTooLargeAtTheEnds() {
        histogram.add(-5);
        histogram.add(Long.MAX_VALUE);

        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.largest()).isCloseTo(1L << 40, within(1L));
    }

    @Test
    void forgetsWhenItIsTold() {
        histogram.add(1_000);
        histogram.reset();
        histogram.add(5);

        assertThat(DelaySummary.of(histogram)).isEqualTo(new DelaySummary(1, 5, 5, 5, 5, 5));
    }
}
