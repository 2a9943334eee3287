package dev.parley.bench.rooms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/** Guests of one room who do the same thing, several at a time. */
final class Crowd implements AutoCloseable {

    /** So many act at once. */
    static final int AT_ONCE = 8;

    private static final long SETTLE_MILLIS = 60_000;

    /** What a guest does. */
    interface Deed {
        void run(Guest guest) throws IOException;
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final List<Guest> guests = new ArrayList<>();

    List<Guest> guests() {
        return List.copyOf(guests);
    }

    void add(Guest guest) {
        guests.add(guest);
    }

    /** Each of them does it, and this waits for all. */
    void everyone(List<Guest> who, Deed deed) throws IOException, InterruptedException {
        List<Future<?>> doing = new ArrayList<>();
        for (Guest guest : who) {
            doing.add(threads.submit(() -> {
                deed.run(guest);
                return guest;
            }));
        }
        for (Future<?> done : doing) {
            try {
                done.get();
            } catch (ExecutionException failure) {
                throw new IOException(failure.getCause());
            }
        }
    }

    /** Waits until something holds, or for a minute. */
    static void settle(BooleanSupplier settled) throws InterruptedException {
        long deadline = System.currentTimeMillis() + SETTLE_MILLIS;
        while (!settled.getAsBoolean() && System.currentTimeMillis() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        // What comes too often would come about now.
        TimeUnit.MILLISECONDS.sleep(500);
    }

    static long sum(List<Guest> guests, ToLongFunction<Guest> of) {
        return guests.stream().mapToLong(of).sum();
    }

    /**
     * Checks that everybody knows of all who can be seen, each exactly once: found on entering, or told later.
     *
     * @param visible user ids
     */
    static void countEntered(Findings findings, List<Guest> guests, Set<String> visible) throws InterruptedException {
        settle(() -> guests.stream().allMatch(guest -> known(guest).equals(others(guest, visible))));
        long expected = 0;
        long got = 0;
        long wrong = 0;
        for (Guest guest : guests) {
            Map<String, Integer> told = guest.tally().entered();
            Set<String> others = others(guest, visible);
            expected += others.size() - guest.found().size();
            got += told.values().stream().mapToInt(Integer::intValue).sum();
            boolean once = told.values().stream().allMatch(times -> times == 1)
                    && told.keySet().stream().noneMatch(guest.found()::contains);
            wrong += once && known(guest).equals(others) ? 0 : 1;
        }
        findings.count("user-entered", expected, got, wrong);
    }

    private static Set<String> known(Guest guest) {
        Set<String> known = new HashSet<>(guest.found());
        known.addAll(guest.tally().entered().keySet());
        return known;
    }

    private static Set<String> others(Guest guest, Set<String> visible) {
        Set<String> others = new HashSet<>(visible);
        others.remove(guest.participant().userId());
        return others;
    }

    /** Checks that everybody who stays was told of everybody who left, exactly once. */
    static void countLeft(Findings findings, List<Guest> staying, Set<String> gone) throws InterruptedException {
        settle(() ->
                staying.stream().allMatch(guest -> guest.tally().left().keySet().equals(gone)));
        findings.count(
                "user-left, to those who stayed",
                (long) staying.size() * gone.size(),
                sum(staying, guest -> guest.tally().left().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum()),
                staying.stream()
                        .filter(guest -> !guest.tally().left().keySet().equals(gone))
                        .count());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
