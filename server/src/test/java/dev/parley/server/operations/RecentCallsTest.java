package dev.parley.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RecentCallsTest {

    private final SettableTime time = new SettableTime(Calls.NOON);
    private final RecentCalls recent = new RecentCalls(Set.of("DescribeTrtcUsage", "RemoveUser"), time);

    private void call(String action, String code, int millis) {
        recent.record(Calls.call(action, code, Duration.ofMillis(millis)));
    }

    @Test
    void sumsByActionAndCode() {
        call("DescribeTrtcUsage", "OK", 10);
        call("DescribeTrtcUsage", "OK", 30);
        call("DescribeTrtcUsage", "InternalError", 7);

        RecentCalls.LastMinute minute = recent.lastMinute();

        assertThat(minute.calls()).isEqualTo(3);
        assertThat(minute.failures()).isEqualTo(1);
        assertThat(minute.byActionAndCode())
                .containsExactly(
                        new RecentCalls.Sum("DescribeTrtcUsage", "OK", 2, 20, 30),
                        new RecentCalls.Sum("DescribeTrtcUsage", "InternalError", 1, 7, 7));
    }

    @Test
    void forgetsAfterAMinute() {
        call("RemoveUser", "OK", 1);
        time.pass(Duration.ofSeconds(59));
        call("RemoveUser", "OK", 1);
        assertThat(recent.lastMinute().calls()).isEqualTo(2);

        time.pass(Duration.ofSeconds(1));
        assertThat(recent.lastMinute().calls()).isEqualTo(1);
        time.pass(Duration.ofHours(1));
        assertThat(recent.lastMinute().calls()).isZero();
    }

    @Test
    void namesTheSlowestFirst() {
        for (int millis = 1; millis <= 40; millis++) {
            call("RemoveUser", "OK", millis);
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(recent.lastMinute().slowest())
                .extracting(RecentCalls.Slow::millis)
                .containsExactly(40.0, 39.0, 38.0, 37.0, 36.0, 35.0, 34.0, 33.0, 32.0, 31.0);
    }

    @Test
    void keepsTheSlowestOfABusySecond() {
        for (int millis = 1; millis <= 1_000; millis++) {
            call("RemoveUser", "OK", millis);
        }

        assertThat(recent.lastMinute().slowest())
                .extracting(RecentCalls.Slow::millis)
                .containsExactly(1_000.0, 999.0, 998.0);
    }

    @Test
    void boundsWhatStrangersCanMakeItRemember() {
        for (int number = 0; number < 10_000; number++) {
            call("Invented" + number, "Invented." + number, 1);
        }

        assertThat(recent.lastMinute().byActionAndCode())
                .hasSize(CallLabels.MOST_CODES + 1)
                .allMatch(sum -> sum.action().equals("other"));
        assertThat(recent.lastMinute().calls()).isEqualTo(10_000);
    }

    @Test
    void countsEveryCallOfManyThreads() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(50);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 50; thread++) {
                threads.execute(() -> {
                    for (int count = 0; count < 200; count++) {
                        call("RemoveUser", "OK", 1);
                    }
                    done.countDown();
                });
            }
            done.await();
        }

        assertThat(recent.lastMinute().calls()).isEqualTo(10_000);
    }
}
