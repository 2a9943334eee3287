package dev.parley.conformance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting for the clock, as callers do who are told that they call too often (spec/06). */
final class Clocks {

    /** How far the other side's clock may be away. */
    private static final Duration MARGIN = Duration.ofMillis(20);

    /** How much later a busy machine may notice what time it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_ATTEMPTS = 30;

    private Clocks() {}

    /** Returns soon after a full second; both sides count calls by the seconds of the wall clock. */
    static void awaitNextSecond() {
        long next = (System.currentTimeMillis() / 1_000 + 1) * 1_000;
        awaitMillis(next + MARGIN.toMillis());
    }

    /** Returns when so much time has passed. */
    static void awaitPassing(Duration time) {
        awaitMillis(System.currentTimeMillis() + time.toMillis());
    }

    private static void awaitMillis(long millis) {
        await("the clock")
                .atMost(Duration.ofMillis(millis - System.currentTimeMillis()).plus(PATIENCE))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.currentTimeMillis() >= millis);
    }

    /** Makes a call, and again in the next second as long as it is made too often. */
    static <T> T unlimited(Supplier<T> call, Predicate<T> limited) {
        T outcome = call.get();
        for (int attempt = 1; limited.test(outcome) && attempt < MOST_ATTEMPTS; attempt++) {
            awaitNextSecond();
            outcome = call.get();
        }
        return outcome;
    }
}
