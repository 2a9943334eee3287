package dev.parley.server.load;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsWarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run: publishers come, subscribers come, everything is counted for a while, everybody goes. {@link #run} blocks
 * one thread; {@link #stop} may be called by any other and makes it end early.
 */
final class LoadRun implements AutoCloseable {

    /** What the run tells while it goes on; called by the thread that runs. */
    interface Progress {
        void said(String line);

        void second(SecondSample sample, LoadPlan plan);
    }

    /** Between the last subscriber's coming and the measurement. */
    private static final int SETTLING_SECONDS = 2;

    private static final long PATIENCE_SECONDS = 20;

    /** A day of them. */
    private static final int MOST_SECONDS = 86_400;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Seconds without any packet after which the server counts as gone. */
    private static final int SILENT_SECONDS = 3;

    private final LoadPlan plan;
    private final Target target;
    private final @Nullable ProcessUsage server;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private final LoadThread thread;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Crowd crowd;
    private final Delays delays = new Delays();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<SecondSample> seconds = new ArrayList<>();
    private final long start;

    private Counters before = new Counters();
    private long lastSample;
    private Duration lastServer = Duration.ZERO;
    private int silent;
    private String trouble = "";

    /** @param server whose use of the machine is measured; null for nobody's */
    LoadRun(
            LoadPlan plan,
            Target target,
            @Nullable ProcessUsage server,
            Progress progress,
            LongSupplier nanoTime,
            InstantSource clock)
            throws IOException {
        this.plan = plan;
        this.target = target;
        this.server = server;
        this.progress = progress;
        this.nanoTime = nanoTime;
        OpenFiles.require(Path.of("/proc/self/limits"), plan.allPublishers() + plan.allSubscribers());
        thread = new LoadThread(nanoTime);
        SecureRandom random = new SecureRandom();
        Peer.Surroundings surroundings = new Peer.Surroundings(
                thread, blocking, DtlsCertificate.generate(random, clock.instant()), plan.srtp(), random);
        crowd = new Crowd(plan, new Entering(target, plan, surroundings, clock, delays), blocking, stop);
        start = nanoTime.getAsLong();
        lastSample = start;
    }

    /** Ends the run early, in good order. */
    void stop() {
        stop.countDown();
    }

    /**
     * Runs.
     *
     * @throws IOException when the target is not there, refuses the publishers, or everybody; with what to do
     */
    LoadResult run() throws IOException, InterruptedException {
        try {
            return enterAndMeasure();
        } finally {
            progress.said("everybody leaves...");
            crowd.leave();
        }
    }

    private LoadResult enterAndMeasure() throws IOException, InterruptedException {
        // Otherwise our own first handshake, which loads many classes, would look like the server's.
        DtlsWarmUp.run();
        target.check();
        progress.said(plan.allPublishers() + " publishers enter...");
        crowd.enterPublishers();
        long residentBefore = server == null ? 0 : server.residentBytes();
        progress.said(plan.allSubscribers() + " subscribers enter...");
        CompletableFuture<Void> everybody = crowd.enterSubscribers(nanoTime.getAsLong());
        boolean goesOn = true;
        while (goesOn && !everybody.isDone()) {
            goesOn = second(SECOND_NANOS, false);
        }
        if (crowd.joins().hopeless()) {
            throw new IOException("too few come in: "
                    + String.join("; ", crowd.joins().summary().reasons()));
        }
        for (long settled = 0; goesOn && settled < SETTLING_SECONDS; settled++) {
            goesOn = second(SECOND_NANOS, false);
        }
        return measure(residentBefore);
    }

    private LoadResult measure(long residentBefore) throws IOException, InterruptedException {
        Counters begin = snapshot(true);
        Usage used = usage();
        boolean goesOn = stop.getCount() > 0;
        while (goesOn) {
            long left = plan.duration().toNanos() - (nanoTime.getAsLong() - used.at());
            goesOn = left > 0 && second(Math.min(left, SECOND_NANOS), true);
        }
        Usage end = usage();
        Counters counted = snapshot(false).since(begin);
        return new LoadResult(
                plan,
                target.toString(),
                ending(),
                trouble,
                crowd.joins().summary(),
                Duration.ofNanos(end.at() - used.at()),
                counted,
                delays(),
                seconds,
                end.resident() == 0 ? null : used.until(end, residentBefore),
                end.generator().minus(used.generator()));
    }

    private LoadResult.Ending ending() {
        if (!trouble.isEmpty()) {
            return LoadResult.Ending.TARGET_LOST;
        }
        return stop.getCount() == 0 ? LoadResult.Ending.INTERRUPTED : LoadResult.Ending.COMPLETED;
    }

    /** What processes have used so far; the server nothing when it is not there. */
    private record Usage(long at, Duration server, long resident, Duration generator) {
        LoadResult.ServerUsage until(Usage end, long residentBefore) {
            return new LoadResult.ServerUsage(end.server.minus(server), residentBefore, end.resident);
        }
    }

    private Usage usage() throws IOException {
        ProcessUsage there = server != null && server.isThere() ? server : null;
        return new Usage(
                nanoTime.getAsLong(),
                there == null ? Duration.ZERO : there.processorTime(),
                there == null ? 0 : there.residentBytes(),
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    }

    /**
     * Lets a second pass and tells of it.
     *
     * @return whether to go on
     */
    private boolean second(long nanos, boolean measured) throws IOException, InterruptedException {
        boolean stopped = stop.await(nanos, TimeUnit.NANOSECONDS);
        Counters now = snapshot(false);
        long time = nanoTime.getAsLong();
        Usage used = usage();
        SecondSample sample = new SecondSample(
                (time - start) / 1e9,
                (time - lastSample) / 1e9,
                measured,
                crowd.joins().joined(),
                now.since(before),
                secondDelays(),
                used.server().minus(lastServer),
                used.resident());
        lastServer = used.server();
        before = now;
        lastSample = time;
        if (seconds.size() < MOST_SECONDS) {
            seconds.add(sample);
        }
        progress.second(sample, plan);
        return !stopped && !isLost(sample);
    }

    private boolean isLost(SecondSample sample) {
        boolean nothing = sample.counters().delivered == 0 && sample.counters().expected > 0;
        silent = nothing ? silent + 1 : 0;
        if (server != null && !server.isThere()) {
            trouble = "the server's process has ended";
        } else if (silent >= SILENT_SECONDS) {
            trouble = "nothing has come from the server for " + SILENT_SECONDS + " seconds";
        }
        return !trouble.isEmpty();
    }

    /** @param anew whether the delays are counted from here */
    private Counters snapshot(boolean anew) throws IOException, InterruptedException {
        return onThread(() -> {
            if (anew) {
                delays.reset();
            }
            return thread.counters().copy();
        });
    }

    private DelaySummary delays() throws IOException, InterruptedException {
        return onThread(delays::whole);
    }

    private DelaySummary secondDelays() throws IOException, InterruptedException {
        return onThread(delays::takeSecond);
    }

    private <T> T onThread(Supplier<T> question) throws IOException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> answer.complete(question.get()));
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            Throwable why = thread.failure();
            throw new IOException("the generator itself failed: " + (why == null ? "its thread hangs" : why), stuck);
        }
    }

    @Override
    public void close() {
        stop();
        thread.close();
        blocking.shutdownNow();
    }
}
