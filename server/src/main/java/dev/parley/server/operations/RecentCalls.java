package dev.parley.server.operations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was called within the last minute. Kept second by second: a sum for each action and code, and the slowest few
 * calls. Safe for any thread; recording takes one short lock.
 */
public final class RecentCalls implements CallRecorder {

    private static final int SECONDS = 60;
    private static final int SLOWEST_KEPT_PER_SECOND = 3;
    private static final int SLOWEST_SHOWN = 10;
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Calls of one action that were answered with one code.
     *
     * @param action {@code other} stands for every action that is not known
     */
    public record Sum(String action, String code, long calls, double averageMillis, double slowestMillis) {}

    /** One slow call. */
    public record Slow(String requestId, Instant at, String action, String code, double millis) {}

    /**
     * The last minute.
     *
     * @param byActionAndCode most calls first
     * @param slowest slowest first, at most ten
     */
    public record LastMinute(long calls, long failures, List<Sum> byActionAndCode, List<Slow> slowest) {}

    private record Key(String action, String code) {}

    private static final class Figures {
        private long calls;
        private long nanos;
        private long slowest;

        void add(long count, long sum, long most) {
            calls += count;
            nanos += sum;
            slowest = Math.max(slowest, most);
        }

        Sum under(Key key) {
            return new Sum(key.action, key.code, calls, millis(nanos / Math.max(1, calls)), millis(slowest));
        }
    }

    private static final class Second {
        private long number = Long.MIN_VALUE;
        private final Map<Key, Figures> sums = new HashMap<>();
        private final List<CallRecord> slowest = new ArrayList<>();

        void restart(long second) {
            number = second;
            sums.clear();
            slowest.clear();
        }

        void addSlow(CallRecord call) {
            slowest.add(call);
            if (slowest.size() > SLOWEST_KEPT_PER_SECOND) {
                slowest.remove(slowest.stream().min(BY_DURATION).orElseThrow());
            }
        }
    }

    private static final Comparator<CallRecord> BY_DURATION = Comparator.comparing(CallRecord::took);

    private final CallLabels labels;
    private final InstantSource clock;
    private final Second[] seconds = new Second[SECONDS];

    /** @param knownActions the actions of the contract; every other counts as one */
    public RecentCalls(Set<String> knownActions, InstantSource clock) {
        this.labels = new CallLabels(knownActions);
        this.clock = clock;
        for (int index = 0; index < SECONDS; index++) {
            seconds[index] = new Second();
        }
    }

    @Override
    public void record(CallRecord call) {
        Key key = new Key(labels.action(call), labels.code(call));
        long now = second();
        long took = call.took().toNanos();
        synchronized (this) {
            Second second = seconds[Math.floorMod(now, SECONDS)];
            if (second.number != now) {
                second.restart(now);
            }
            second.sums.computeIfAbsent(key, _ -> new Figures()).add(1, took, took);
            second.addSlow(call);
        }
    }

    private long second() {
        return Math.floorDiv(clock.millis(), 1000L);
    }

    /** The seconds up to and including the present one. */
    public LastMinute lastMinute() {
        Map<Key, Figures> sums = new HashMap<>();
        List<CallRecord> slow = new ArrayList<>();
        long from = second() - SECONDS;
        synchronized (this) {
            for (Second second : seconds) {
                if (second.number > from) {
                    second.sums.forEach((key, figures) -> sums.computeIfAbsent(key, _ -> new Figures())
                            .add(figures.calls, figures.nanos, figures.slowest));
                    slow.addAll(second.slowest);
                }
            }
        }
        List<Sum> rows = sums.entrySet().stream()
                .map(entry -> entry.getValue().under(entry.getKey()))
                .sorted(Comparator.comparingLong(Sum::calls)
                        .reversed()
                        .thenComparing(Sum::action)
                        .thenComparing(Sum::code))
                .toList();
        long failures = rows.stream()
                .filter(row -> !row.code().equals(CallRecord.OK))
                .mapToLong(Sum::calls)
                .sum();
        return new LastMinute(rows.stream().mapToLong(Sum::calls).sum(), failures, rows, slowest(slow));
    }

    private List<Slow> slowest(List<CallRecord> calls) {
        return calls.stream()
                .sorted(BY_DURATION.reversed())
                .limit(SLOWEST_SHOWN)
                .map(call -> new Slow(
                        call.requestId(),
                        call.at(),
                        labels.action(call),
                        call.code(),
                        millis(call.took().toNanos())))
                .toList();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
    }
}
