package dev.parley.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficHistoryTest {

    private static final long NOW = 1_000_000;

    private final TrafficCounters counters = new TrafficCounters("media-0", "a socket", NOW);

    /** Lets a second pass in which so many packets of 100 bytes came and went, each so many microseconds later. */
    private RecentTraffic second(int number, int packets, long micros) {
        for (int packet = 0; packet < packets; packet++) {
            counters.received(100);
            counters.sent(100);
            counters.sent(100);
        }
        counters.forwarded(micros * 1_000, packets);
        counters.show(NOW + number * 1_000L, List.of(), new FullPort(0), 0);
        return counters.recent();
    }

    @Test
    void hasNoRatesBeforeTheFirstSecond() {
        assertThat(counters.recent().packetsInPerSecond()).isZero();
        assertThat(counters.recent().spanMillis()).isZero();
        assertThat(counters.recent().recentDelays().count()).isZero();
    }

    @Test
    void tellsRatesFromTheFirstSecondOn() {
        RecentTraffic recent = second(1, 50, 20);

        assertThat(recent.packetsInPerSecond()).isEqualTo(50);
        assertThat(recent.bytesInPerSecond()).isEqualTo(5_000);
        assertThat(recent.packetsOutPerSecond()).isEqualTo(100);
        assertThat(recent.bytesOutPerSecond()).isEqualTo(10_000);
        assertThat(recent.recentDelays().percentile(50)).isBetween(20_000L, 20_400L);
    }

    @Test
    void forgetsWhatWasBeforeTheLastTenSeconds() {
        second(1, 1_000, 30_000);
        RecentTraffic recent = counters.recent();
        for (int number = 2; number <= 11; number++) {
            recent = second(number, 10, 25);
        }

        assertThat(recent.spanMillis()).isEqualTo(10_000);
        assertThat(recent.packetsInPerSecond()).isEqualTo(10);
        assertThat(recent.recentDelays().count()).isEqualTo(100);
        assertThat(recent.recentDelays().percentile(100)).isBetween(25_000L, 25_400L);
        assertThat(recent.delaysNow().count()).isEqualTo(1_100);
    }
}
