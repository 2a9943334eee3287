package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final long START = 1_795_400_000_000L;

    private long counter = 77;
    private long system = START;
    private final SteadyClock clock = new SteadyClock(() -> counter, () -> Instant.ofEpochMilli(system));

    private void pass(long millis) {
        counter += millis * 1_000_000;
        system += millis;
    }

    @Test
    void goesAsTheSystemGoes() {
        pass(12_345);
        assertThat(clock.millis()).isEqualTo(START + 12_345);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(START + 12_345));
    }

    @Test
    void countsASecondAsASecondWhenTheSystemIsSetBack() {
        system -= 3_600_000;
        long before = clock.millis();
        pass(1_000);
        assertThat(clock.millis() - before).isBetween(999L, 1_000L);
    }

    @Test
    void countsASecondAsASecondWhenTheSystemIsSetForward() {
        system += 3_600_000;
        long before = clock.millis();
        pass(1_000);
        assertThat(clock.millis() - before).isBetween(1_000L, 1_001L);
    }

    @Test
    void catchesUpSlowlyAndThenStays() {
        system += 100;
        for (int step = 0; step < 3_000; step++) {
            pass(100);
            clock.millis();
        }
        assertThat(clock.millis()).isEqualTo(system);
    }

    @Test
    void neverGoesBack() {
        system -= 10_000;
        long last = clock.millis();
        for (int step = 0; step < 10_000; step++) {
            pass(7);
            long now = clock.millis();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }
}
