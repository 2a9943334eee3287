package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.bandwidth.DelayTrend.Usage;
import dev.parley.media.rtp.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayTrendTest {

    private final DelayTrend trend = new DelayTrend();
    private long sentAt = 1_000_000;
    private double delay = 50;

    /** Packets 20 ms apart, each so much later than the one before. */
    private void pass(int packets, double growth) {
        for (int packet = 0; packet < packets; packet++) {
            sentAt += 20;
            delay += growth;
            trend.onPacket(sentAt, Math.round((sentAt + delay) * 4));
        }
    }

    @Test
    void findsNothingOnASteadyPath() {
        pass(200, 0);
        assertThat(trend.usage()).isEqualTo(Usage.NORMAL);
        assertThat(trend.queueMillis()).isZero();
    }

    @Test
    void noticesAQueueThatGrowsAndOneThatShrinks() {
        pass(100, 0);
        pass(40, 4);
        assertThat(trend.usage()).isEqualTo(Usage.OVERUSED);
        assertThat(trend.queueMillis()).isBetween(130.0, 170.0);
        pass(40, -4);
        assertThat(trend.usage()).isEqualTo(Usage.UNDERUSED);
        pass(60, 0);
        assertThat(trend.usage()).isEqualTo(Usage.NORMAL);
        assertThat(trend.queueMillis()).isLessThan(10);
    }

    @Test
    void doesNotMindAPathThatWavers() {
        Random random = Seed.random("DelayTrendTest.doesNotMindAPathThatWavers");
        int overused = 0;
        for (int packet = 0; packet < 3_000; packet++) {
            delay = 50;
            pass(1, 10 * random.nextDouble());
            overused += trend.usage() == Usage.OVERUSED ? 1 : 0;
        }
        assertThat(overused).isLessThan(150);
    }

    @Test
    void takesALongerPathForWhatItIs() {
        pass(100, 0);
        delay += 100;
        pass(20, 0);
        assertThat(trend.queueMillis()).isGreaterThan(80);
        pass(100, 0);
        trend.settle();
        assertThat(trend.queueMillis()).as("it does not move").isLessThan(20);
    }

    @Test
    void keepsAQueueThatMovesForAQueue() {
        pass(100, 0);
        for (int round = 0; round < 20; round++) {
            pass(10, 6);
            pass(5, -6);
            trend.settle();
        }
        assertThat(trend.queueMillis()).isGreaterThan(300);
    }

    @Test
    void learnsNoTrendFromWhatIsSkipped() {
        pass(100, 0);
        trend.skip();
        delay += 60;
        pass(40, -1.5);
        assertThat(trend.usage()).isEqualTo(Usage.UNDERUSED);
    }
}
