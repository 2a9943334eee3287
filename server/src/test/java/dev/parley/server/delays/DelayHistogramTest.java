package dev.parley.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayHistogramTest {

    private static final long MICRO = 1_000;
    private static final double BUCKET_WIDTH = 1.0 / DelayHistogram.PARTS;
    private static final double[] PERCENTILES = {0.1, 1, 10, 50, 90, 99, 99.9, 99.99, 100};

    private final DelayHistogram histogram = new DelayHistogram();

    @Test
    void everyDelayFallsIntoTheBucketThatHasIt() {
        for (long micros = 0; micros <= DelayHistogram.LONGEST_MICROS; micros++) {
            int bucket = DelayHistogram.bucket(micros);
            long lowest = DelayHistogram.lowest(bucket);
            long beyond = DelayHistogram.lowest(bucket + 1);
            if (micros < lowest || micros >= beyond || beyond - lowest > Math.max(1, lowest * BUCKET_WIDTH)) {
                throw new AssertionError(micros + " us is in bucket " + bucket + ", " + lowest + ".." + beyond);
            }
        }
        assertThat(DelayHistogram.bucket(DelayHistogram.LONGEST_MICROS)).isEqualTo(DelayHistogram.BUCKETS - 1);
    }

    @Test
    void agreesWithSortedSamplesWithinThreePercent() {
        long seed = Long.getLong("parley.seed", new Random().nextLong());
        System.out.println("delay histogram: -Dparley.seed=" + seed);
        Random random = new Random(seed);
        long[] samples = new long[200_000];
        for (int index = 0; index < samples.length; index++) {
            // From 1 us to 10 s, as often between 10 and 100 us as between 1 and 10 s.
            samples[index] = (long) Math.pow(10, random.nextDouble() * 7);
            histogram.record(samples[index] * MICRO + random.nextInt(1_000), 1);
        }
        Arrays.sort(samples);

        DelayFigures figures = histogram.figures();

        assertThat(figures.count()).isEqualTo(samples.length);
        for (double percent : PERCENTILES) {
            long exact = samples[(int) Math.ceil(samples.length * percent / 100) - 1];
            assertThat(figures.percentileMicros(percent))
                    .as("percentile %s", percent)
                    .isBetween(exact, exact + (long) Math.ceil(exact * BUCKET_WIDTH));
        }
        for (long bound = 10; bound < 1_000_000; bound *= 7) {
            long limit = bound;
            long exact =
                    Arrays.stream(samples).filter(sample -> sample <= limit).count();
            long narrower = Arrays.stream(samples)
                    .filter(sample -> sample <= limit * (1 - BUCKET_WIDTH) - 1)
                    .count();
            assertThat(figures.countUpTo(bound)).as("up to %s us", bound).isBetween(narrower, exact);
        }
    }

    @Test
    void addsUpExactly() {
        histogram.record(1_500, 4);
        histogram.record(20_000_000, 1);
        assertThat(histogram.figures().sumMicros()).isEqualTo(20_006);
        assertThat(histogram.figures().count()).isEqualTo(5);
    }

    @Test
    void takesWhatIsLongerAsTenSeconds() {
        histogram.record(60_000_000_000L, 1);
        assertThat(histogram.figures().percentileMicros(50)).isEqualTo(10_000_000);
        assertThat(histogram.figures().countUpTo(9_999_999)).isZero();
        assertThat(histogram.figures().countUpTo(10_000_000)).isEqualTo(1);
    }

    @Test
    void countsAWholeBatchAtOnce() {
        histogram.record(40 * MICRO, 99);
        histogram.record(5_000 * MICRO, 1);
        assertThat(histogram.figures().percentileMicros(99)).isEqualTo(40);
        assertThat(histogram.figures().percentileMicros(99.5)).isBetween(5_000L, 5_000L + 5_000 / 32);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(histogram.figures().percentileMicros(50)).isZero();
        assertThat(histogram.figures().countUpTo(10_000_000)).isZero();
        assertThat(DelayFigures.NONE.count()).isZero();
    }

    @Test
    void tellsWhatCameSinceAnEarlierReading() {
        histogram.record(10 * MICRO, 1_000);
        DelayFigures before = histogram.figures();
        histogram.record(700 * MICRO, 3);

        DelayFigures since = histogram.figures().since(before);

        assertThat(before.count()).as("a reading never changes").isEqualTo(1_000);
        assertThat(since.count()).isEqualTo(3);
        assertThat(since.sumMicros()).isEqualTo(2_100);
        assertThat(since.percentileMicros(1)).isBetween(700L, 722L);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> histogram.record(-1 * MICRO, 1)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThatThrownBy(() -> histogram.figures().percentileMicros(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> histogram.figures().percentileMicros(101))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
