package dev.parley.server.app;

import dev.parley.server.actions.contract.Contract;
import dev.parley.server.config.AuditSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.gateway.HttpServer;
import dev.parley.server.gateway.OperationsDoor;
import dev.parley.server.metering.Meter;
import dev.parley.server.operations.AuditTrail;
import dev.parley.server.operations.CallMetrics;
import dev.parley.server.operations.CallRecorder;
import dev.parley.server.operations.CallsPage;
import dev.parley.server.operations.DirectoryProbe;
import dev.parley.server.operations.Lifecycle;
import dev.parley.server.operations.MediaMetrics;
import dev.parley.server.operations.MediaPage;
import dev.parley.server.operations.OperationsPages;
import dev.parley.server.operations.Probes;
import dev.parley.server.operations.RecentCalls;
import dev.parley.server.operations.RoomCensus;
import dev.parley.server.operations.RoomsPage;
import dev.parley.server.operations.ServerMetrics;
import dev.parley.server.operations.ServerPage;
import dev.parley.server.operations.UsagePage;
import dev.parley.server.rooms.MediaCensus;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators get to see: health, metrics, status pages, and the trail of calls. */
final class OperatorPages implements AutoCloseable {

    /** Pages are small; whoever still reads one when the server ends has this long. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final Lifecycle lifecycle = new Lifecycle();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RecentCalls recent;
    private final CallRecorder recorder;
    private final @Nullable AuditTrail trail;
    private final OperationsPages pages;
    private @Nullable HttpServer server;

    /**
     * Prepares everything; the trail begins at once.
     *
     * @param workers what passes each media worker
     * @param census told of what happens in every room
     * @param clock the one metering and media run by
     * @param wallClock for what is compared with other machines
     * @param doors the doors that are open, once they are
     */
    OperatorPages(
            Settings settings,
            Path directory,
            Meter meter,
            MediaWorkers workers,
            RoomCensus census,
            MediaCensus media,
            InstantSource clock,
            InstantSource wallClock,
            ServerPage.Listeners doors) {
        recent = new RecentCalls(Contract.names(), wallClock);
        trail = trail(settings.audit(), directory, wallClock);
        recorder = recorders();
        lifecycle.readyWhen(new DirectoryProbe(directory, DirectoryProbe.LEAST_FREE, wallClock).asProbe());
        lifecycle.readyWhen(Probes.metering(meter::status, clock));
        workers.traffic().forEach(worker -> lifecycle.aliveWhen(Probes.media(worker, clock)));
        ServerMetrics metrics = new ServerMetrics(registry)
                .process(Version.TEXT, lifecycle)
                .rooms(census)
                .media(workers.traffic())
                .metering(meter::status, clock)
                .certificates(doors);
        MediaMetrics.register(registry, media, workers.recent());
        if (trail != null) {
            metrics.audit(trail);
        }
        ServerPage.Facts facts = new ServerPage.Facts(Version.TEXT, wallClock.instant(), directory);
        pages = new OperationsPages(
                lifecycle,
                registry,
                List.of(
                        ServerPage.of(facts, doors, lifecycle, wallClock),
                        RoomsPage.of(census),
                        MediaPage.of(census, media, workers.recent(), clock),
                        CallsPage.of(recent),
                        UsagePage.of(meter::status, clock)));
    }

    private static @Nullable AuditTrail trail(AuditSettings audit, Path directory, InstantSource clock) {
        if (!audit.enabled()) {
            return null;
        }
        AuditTrail trail = new AuditTrail(
                directory.resolve(audit.file()), audit.maximumSize().bytes(), audit.filesKept(), clock);
        trail.start();
        return trail;
    }

    private CallRecorder recorders() {
        List<CallRecorder> recorders = new ArrayList<>();
        recorders.add(new CallMetrics(registry, Contract.names()));
        recorders.add(recent);
        if (trail != null) {
            recorders.add(trail);
        }
        return CallRecorder.of(recorders);
    }

    /** Opens the listener of the pages. */
    InetSocketAddress listen(InetSocketAddress address) throws IOException {
        server = new HttpServer(
                address.getAddress().getHostAddress(),
                address.getPort(),
                List.of(new OperationsDoor(pages, OperationsDoor.Scope.EVERYTHING)),
                DRAIN);
        server.start();
        return new InetSocketAddress(address.getAddress(), server.port());
    }

    /** The two probes as a listener for everybody answers them. */
    OperationsDoor publicProbes() {
        return new OperationsDoor(pages, OperationsDoor.Scope.PROBES);
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    CallRecorder recorder() {
        return recorder;
    }

    /** Closes the listener, then ends the trail with everything that was recorded. */
    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
        if (trail != null) {
            trail.close();
        }
    }
}
