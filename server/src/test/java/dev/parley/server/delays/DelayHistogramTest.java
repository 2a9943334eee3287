package dev.parley.server.delays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayHistogramTest {

    private static final long MICRO = 1_000;
    private static final double BUCKET_WIDTH = 1.0 / DelayHistogram.PARTS;
    private static final double[] PERCENTILES = {0.1, 1, 10, 50, 90, 99, 99.9, 99.99, 100};

    private final DelayHistogram histogram = new DelayHistogram();

    @Test
    void bucketsFollowEachOtherWithoutGapsAndAreNarrow() {
        assertThat(DelayHistogram.lowest(0)).isZero();
        for (int bucket = 0; bucket < DelayHistogram.BUCKETS; bucket++) {
            long lowest = DelayHistogram.lowest(bucket);
            long beyond = DelayHistogram.lowest(bucket + 1);
            assertThat(DelayHistogram.bucket(lowest)).isEqualTo(bucket);
            assertThat(DelayHistogram.bucket(beyond - 1)).isEqualTo(bucket);
            assertThat(beyond - lowest).isBetween(1L, Math.max(1, (long) (lowest * BUCKET_WIDTH)));
        }
        assertThat(DelayHistogram.bucket(DelayHistogram.LONGEST_NANOS)).isEqualTo(DelayHistogram.BUCKETS - 1);
    }

    @Test
    void agreesWithSortedSamplesWithinABucketsWidth() {
        long seed = Long.getLong("parley.seed", new Random().nextLong());
        System.out.println("delay histogram: -Dparley.seed=" + seed);
        Random random = new Random(seed);
        long[] samples = new long[200_000];
        for (int index = 0; index < samples.length; index++) {
            // From 1 us to 10 s, as often between 10 and 100 us as between 1 and 10 s.
            samples[index] = (long) Math.pow(10, 3 + random.nextDouble() * 7);
            histogram.record(samples[index]);
        }
        Arrays.sort(samples);

        DelayFigures figures = histogram.figures();

        assertThat(figures.count()).isEqualTo(samples.length);
        assertThat(figures.sum()).isEqualTo(Arrays.stream(samples).sum());
        assertThat(histogram.longest()).isEqualTo(samples[samples.length - 1]);
        for (double percent : PERCENTILES) {
            long exact = samples[(int) Math.ceil(samples.length * percent / 100) - 1];
            assertThat(figures.percentile(percent))
                    .as("percentile %s", percent)
                    .isBetween(exact, exact + (long) Math.ceil(exact * BUCKET_WIDTH));
        }
        for (long bound = 10 * MICRO; bound < 1_000_000 * MICRO; bound *= 7) {
            assertThat(figures.countUpTo(bound))
                    .as("up to %s ns", bound)
                    .isBetween(upTo(samples, bound * (1 - BUCKET_WIDTH) - 1), upTo(samples, (double) bound));
        }
    }

    private static long upTo(long[] samples, double bound) {
        return Arrays.stream(samples).filter(sample -> sample <= bound).count();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 1_000, 123_456_789, 999_999_999_999L})
    void isPreciseToOnePartIn64(long nanos) {
        histogram.record(nanos);
        histogram.record(1L << 50);

        assertThat(histogram.figures().percentile(50)).isBetween(nanos, nanos + nanos / 64);
    }

    @Test
    void addsUpExactly() {
        histogram.record(1_500, 4);
        histogram.record(20_000_000_000L);
        assertThat(histogram.figures().sum()).isEqualTo(20_000_006_000L);
        assertThat(histogram.figures().count()).isEqualTo(5);
    }

    @Test
    void takesWhatIsLongerAsTheLongest() {
        long longest = DelayHistogram.LONGEST_NANOS;
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.figures().percentile(50)).isEqualTo(longest);
        assertThat(histogram.figures().countUpTo(longest - 1)).isZero();
        assertThat(histogram.figures().countUpTo(longest)).isEqualTo(1);
        assertThat(histogram.longest()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void countsAWholeBatchAtOnce() {
        histogram.record(100, 99);
        histogram.record(5_000 * MICRO, 1);
        assertThat(histogram.figures().percentile(99)).isEqualTo(100);
        assertThat(histogram.figures().percentile(99.5)).isBetween(5_000_000L, 5_000_000L + 5_000_000 / 64);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(histogram.figures().percentile(50)).isZero();
        assertThat(histogram.figures().countUpTo(DelayHistogram.LONGEST_NANOS)).isZero();
        assertThat(histogram.longest()).isZero();
        assertThat(DelayFigures.NONE.count()).isZero();
    }

    @Test
    void forgetsWhenItIsTold() {
        histogram.record(1_000);
        histogram.reset();
        histogram.record(5);

        assertThat(histogram.figures().count()).isEqualTo(1);
        assertThat(histogram.figures().sum()).isEqualTo(5);
        assertThat(histogram.longest()).isEqualTo(5);
    }

    @Test
    void tellsWhatCameSinceAnEarlierReading() {
        histogram.record(10 * MICRO, 1_000);
        DelayFigures before = histogram.figures();
        histogram.record(700 * MICRO, 3);

        DelayFigures since = histogram.figures().since(before);

        assertThat(before.count()).as("a reading never changes").isEqualTo(1_000);
        assertThat(since.count()).isEqualTo(3);
        assertThat(since.sum()).isEqualTo(2_100_000);
        assertThat(since.percentile(1)).isBetween(700_000L, 711_000L);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> histogram.record(-1)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThatThrownBy(() -> histogram.figures().percentile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> histogram.figures().percentile(101)).isInstanceOf(IllegalArgumentException.class);
    }
}
