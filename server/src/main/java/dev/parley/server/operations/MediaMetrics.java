package dev.parley.server.operations;

import dev.parley.server.delays.DelayFigures;
import dev.parley.server.rooms.EstimateFigures;
import dev.parley.server.rooms.MediaCensus;
import dev.parley.server.rooms.MediaCounts;
import dev.parley.server.rooms.WorkerMedia;
import dev.parley.server.transport.RecentTraffic;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What {@code /metrics} shows of the media itself: repairs, losses, delays and estimates, by worker. Read when somebody
 * asks, from what each worker takes down once a second; a stuck worker's figures stand still.
 */
public final class MediaMetrics {

    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;
    private static final long NANOS_PER_MICRO = 1_000;

    /** From what a worker needs at its best to what makes a call unusable; in microseconds. */
    private static final long[] DELAY_BOUNDS = {
        25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000
    };

    private final PrometheusRegistry registry;
    private final MediaCensus media;
    private final List<? extends Supplier<RecentTraffic>> workers;

    private MediaMetrics(
            PrometheusRegistry registry, MediaCensus media, List<? extends Supplier<RecentTraffic>> workers) {
        this.registry = registry;
        this.media = media;
        this.workers = List.copyOf(workers);
    }

    /**
     * Registers everything; call it once.
     *
     * @param workers in the order in which {@code media} has them
     */
    public static void register(
            PrometheusRegistry registry, MediaCensus media, List<? extends Supplier<RecentTraffic>> workers) {
        MediaMetrics metrics = new MediaMetrics(registry, media, workers);
        metrics.directions("rtp_packets", "Media packets", MediaCounts::packetsIn, MediaCounts::packetsOut);
        metrics.directions(
                "nacks",
                "Packets asked for again (in: by players, out: of publishers)",
                MediaCounts::nacksIn,
                MediaCounts::nacksOut);
        metrics.directions(
                "key_frame_requests",
                "Key frames asked for (in: by players, out: of publishers)",
                MediaCounts::keyFrameRequestsIn,
                MediaCounts::keyFrameRequestsOut);
        metrics.count("lost_packets", "Packets of publishers that never came.", MediaCounts::packetsLost);
        metrics.count(
                "unrouted_packets",
                "Packets of clients that belonged to nothing that was agreed.",
                MediaCounts::unroutedIn);
        metrics.count("retransmissions", "Packets sent again to players.", MediaCounts::repeatsOut);
        metrics.count("padding_packets", "Packets sent to measure a connection only.", MediaCounts::paddingOut);
        metrics.count(
                "pacer_dropped_packets",
                "Packets that waited for their turn for too long, or others took their place.",
                MediaCounts::droppedOut);
        metrics.counter(
                "relay_dropped_packets",
                "Packets of other workers' rooms that found no room on their way to players here.",
                WorkerMedia::droppedBetweenWorkers);
        registry.register(metrics::delays);
        registry.register(metrics::estimates);
    }

    private void directions(String what, String help, ToLongFunction<MediaCounts> in, ToLongFunction<MediaCounts> out) {
        CounterWithCallback.builder()
                .name("parley_media_" + what + "_total")
                .help(help + ", by worker and direction.")
                .labelNames("worker", "direction")
                .callback(callback -> {
                    List<WorkerMedia> sums = media.workers();
                    for (int worker = 0; worker < workers.size(); worker++) {
                        MediaCounts counts = sums.get(worker).counts();
                        callback.call((double) in.applyAsLong(counts), name(worker), "in");
                        callback.call((double) out.applyAsLong(counts), name(worker), "out");
                    }
                })
                .register(registry);
    }

    private void count(String what, String help, ToLongFunction<MediaCounts> figure) {
        counter(what, help, worker -> figure.applyAsLong(worker.counts()));
    }

    private void counter(String what, String help, ToLongFunction<WorkerMedia> figure) {
        CounterWithCallback.builder()
                .name("parley_media_" + what + "_total")
                .help(help)
                .labelNames("worker")
                .callback(callback -> {
                    List<WorkerMedia> sums = media.workers();
                    for (int worker = 0; worker < workers.size(); worker++) {
                        callback.call((double) figure.applyAsLong(sums.get(worker)), name(worker));
                    }
                })
                .register(registry);
    }

    private String name(int worker) {
        return workers.get(worker).get().now().worker();
    }

    private HistogramSnapshot delays() {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder()
                .name("parley_media_forwarding_delay_seconds")
                .help("From the arrival of a packet until everything it caused was sent.");
        for (Supplier<RecentTraffic> worker : workers) {
            RecentTraffic recent = worker.get();
            DelayFigures delays = recent.delaysNow();
            histogram.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(Labels.of("worker", recent.now().worker()))
                    .sum(delays.sum() / NANOS)
                    .classicHistogramBuckets(buckets(delays))
                    .build());
        }
        return histogram.build();
    }

    private static ClassicHistogramBuckets buckets(DelayFigures delays) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long below = 0;
        for (long bound : DELAY_BOUNDS) {
            long reached = delays.countUpTo(bound * NANOS_PER_MICRO);
            buckets.bucket(bound / MICROS, reached - below);
            below = reached;
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, delays.count() - below).build();
    }

    private HistogramSnapshot estimates() {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder()
                .name("parley_media_estimate_bits_per_second")
                .help("What clients' connections are estimated to carry, counted once for each client and second.");
        List<WorkerMedia> sums = media.workers();
        for (int worker = 0; worker < workers.size(); worker++) {
            EstimateFigures estimates = sums.get(worker).estimates();
            histogram.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(Labels.of("worker", name(worker)))
                    .sum(estimates.sum())
                    .classicHistogramBuckets(buckets(estimates))
                    .build());
        }
        return histogram.build();
    }

    private static ClassicHistogramBuckets buckets(EstimateFigures estimates) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < EstimateFigures.BOUNDS.size(); bucket++) {
            buckets.bucket(
                    EstimateFigures.BOUNDS.get(bucket), estimates.counts().get(bucket));
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, estimates.counts().getLast())
                .build();
    }
}
