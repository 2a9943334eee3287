package dev.parley.server.operations;

import dev.parley.server.metering.MeterStatus;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.transport.MediaTraffic;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What {@code /metrics} shows of the parts of a server, read when somebody asks. Each method registers the measurements
 * of one part; call it once.
 */
public final class ServerMetrics {

    private static final double MILLIS = 1_000;

    private final PrometheusRegistry registry;

    public ServerMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** Which build this is, and the virtual machine's own measurements. */
    public ServerMetrics process(String version, Lifecycle lifecycle) {
        Info.builder()
                .name("parley_build_info")
                .help("The version of this server and of its Java runtime.")
                .labelNames("version", "java")
                .register(registry)
                .addLabelValues(version, Runtime.version().toString());
        gauge(
                "parley_ready",
                "1 when work may be sent here, else 0.",
                () -> lifecycle.readiness().well() ? 1 : 0);
        JvmMetrics.builder().register(registry);
        return this;
    }

    /** Rooms, sessions and pictures. */
    public ServerMetrics rooms(RoomCensus census) {
        gauge("parley_rooms", "Rooms with somebody in them.", () -> census.totals()
                .rooms());
        GaugeWithCallback.builder()
                .name("parley_participants")
                .help("Sessions in rooms, by kind and role.")
                .labelNames("kind", "role")
                .callback(
                        callback -> census.totals().sessions().forEach((kind, roles) -> report(callback, kind, roles)))
                .register(registry);
        gauge("parley_published_videos", "Videos that are published.", () -> census.totals()
                .published());
        gauge("parley_subscribed_videos", "Videos somebody wants, counted by receiver.", () -> census.totals()
                .subscribed());
        gauge("parley_flowing_videos", "Videos somebody really gets, counted by receiver.", () -> census.totals()
                .flowing());
        counter("parley_sessions_entered_total", "Sessions that entered a room.", census::entered);
        CounterWithCallback.builder()
                .name("parley_sessions_ended_total")
                .help("Sessions that ended, by reason.")
                .labelNames("reason")
                .callback(callback -> census.ended()
                        .forEach((reason, count) ->
                                callback.call((double) count, reason.name().toLowerCase(Locale.ROOT))))
                .register(registry);
        return this;
    }

    private static void report(GaugeWithCallback.Callback callback, SessionKind kind, Map<Role, Integer> roles) {
        roles.forEach((role, count) -> callback.call(count, kind.wireName(), role.wireName()));
    }

    /** Packets, handshakes and connections of each media worker. */
    public ServerMetrics media(List<? extends Supplier<MediaTraffic>> workers) {
        directions(workers, "packets", "Datagrams and TCP frames", MediaTraffic::packetsIn, MediaTraffic::packetsOut);
        directions(workers, "bytes", "Payload bytes of them", MediaTraffic::bytesIn, MediaTraffic::bytesOut);
        directions(
                workers,
                "dropped_packets",
                "Packets that were refused (in: not authentic, replayed or malformed; out: no room in the socket)",
                MediaTraffic::rejectedIn,
                MediaTraffic::droppedOut);
        CounterWithCallback.builder()
                .name("parley_dtls_handshakes_total")
                .help("DTLS handshakes that ended, by result.")
                .labelNames("worker", "result")
                .callback(callback -> workers.forEach(worker -> {
                    MediaTraffic traffic = worker.get();
                    callback.call((double) traffic.handshakes(), traffic.worker(), "ok");
                    callback.call((double) traffic.failedHandshakes(), traffic.worker(), "failed");
                }))
                .register(registry);
        GaugeWithCallback.builder()
                .name("parley_media_worker_info")
                .help("1 for each media worker, with how its datagrams reach the system.")
                .labelNames("worker", "backend")
                .callback(callback -> workers.forEach(worker -> {
                    MediaTraffic traffic = worker.get();
                    callback.call(1, traffic.worker(), traffic.backend());
                }))
                .register(registry);
        held(workers, "parley_media_transports", "Clients with a transport.", MediaTraffic::transports);
        held(workers, "parley_media_tcp_connections", "Open ICE-TCP connections.", MediaTraffic::tcpConnections);
        return this;
    }

    private void directions(
            List<? extends Supplier<MediaTraffic>> workers,
            String what,
            String help,
            ToLongFunction<MediaTraffic> in,
            ToLongFunction<MediaTraffic> out) {
        CounterWithCallback.builder()
                .name("parley_media_" + what + "_total")
                .help(help + ", by worker and direction.")
                .labelNames("worker", "direction")
                .callback(callback -> workers.forEach(worker -> {
                    MediaTraffic traffic = worker.get();
                    callback.call((double) in.applyAsLong(traffic), traffic.worker(), "in");
                    callback.call((double) out.applyAsLong(traffic), traffic.worker(), "out");
                }))
                .register(registry);
    }

    private void held(
            List<? extends Supplier<MediaTraffic>> workers,
            String name,
            String help,
            ToLongFunction<MediaTraffic> figure) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("worker")
                .callback(callback -> workers.forEach(worker -> {
                    MediaTraffic traffic = worker.get();
                    callback.call((double) figure.applyAsLong(traffic), traffic.worker());
                }))
                .register(registry);
    }

    /**
     * Whether usage is counted and stored.
     *
     * @param clock the one metering runs by
     */
    public ServerMetrics metering(Supplier<MeterStatus> meter, InstantSource clock) {
        GaugeWithCallback.builder()
                .name("parley_metering_checkpoint_age_seconds")
                .help("Since usage was last stored; it is every second.")
                .callback(callback ->
                        callback.call(Math.max(0, clock.millis() - meter.get().storedAt()) / MILLIS))
                .register(registry);
        gauge("parley_metering_outbox_batches", "Batches of usage not yet in the ledger.", () -> meter.get()
                .outboxBatches());
        counter("parley_storage_failures_total", "Attempts to store usage that failed.", () -> meter.get()
                .storageFailures());
        counter("parley_metering_lost_events_total", "Room events that were not counted.", () -> meter.get()
                .lostEvents());
        counter("parley_metering_holes_total", "Batches found missing for good.", () -> meter.get()
                .holes());
        return this;
    }

    /** Whether the audit trail is whole. */
    public ServerMetrics audit(AuditTrail trail) {
        counter("parley_audit_records_total", "Calls written to the audit trail.", trail::written);
        counter("parley_audit_missing_total", "Calls missing from the audit trail.", trail::missing);
        return this;
    }

    /** When the certificate of each door with TLS expires. */
    public ServerMetrics certificates(ServerPage.Listeners listeners) {
        GaugeWithCallback.builder()
                .name("parley_tls_certificate_expiry_timestamp_seconds")
                .help("When the certificate in use expires, seconds since 1970.")
                .labelNames("listener")
                .callback(callback -> listeners.now().forEach(listener -> {
                    if (listener.certificateExpires() != null) {
                        callback.call((double) listener.certificateExpires().getEpochSecond(), listener.name());
                    }
                }))
                .register(registry);
        return this;
    }

    private void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    private void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }
}
