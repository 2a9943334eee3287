package dev.parley.server.app;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.server.config.HostPort;
import dev.parley.server.config.MediaSettings;
import dev.parley.server.transport.MediaTraffic;
import dev.parley.server.transport.MediaWorker;
import dev.parley.server.transport.RecentTraffic;
import dev.parley.server.transport.udp.DatagramPorts;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The media workers of one server: as many as the settings say, each with its thread and its ports. */
final class MediaWorkers implements AutoCloseable {

    private final List<MediaWorker> workers = new ArrayList<>();

    /**
     * Binds every port; the threads start with {@link #start}.
     *
     * @throws IOException when a port cannot be had, or the socket demanded does not work here; the message says which
     */
    MediaWorkers(MediaSettings settings, InstantSource clock, SecureRandom random) throws IOException {
        DatagramPorts sockets = DatagramPorts.choose(settings.socket());
        DtlsCertificate certificate = DtlsCertificate.generate(random, clock.instant());
        try {
            for (HostPort listener : settings.listeners(Runtime.getRuntime().availableProcessors())) {
                workers.add(new MediaWorker(
                        "media-" + workers.size(),
                        listener.resolve(),
                        settings.announce(),
                        sockets,
                        certificate,
                        clock,
                        System::nanoTime,
                        random));
            }
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    List<MediaWorker> list() {
        return List.copyOf(workers);
    }

    MediaWorker first() {
        return workers.getFirst();
    }

    /** What passes each of them; for any thread. */
    List<Supplier<MediaTraffic>> traffic() {
        List<Supplier<MediaTraffic>> traffic = new ArrayList<>();
        workers.forEach(worker -> traffic.add(worker::traffic));
        return traffic;
    }

    /** As {@link #traffic}, and how fast it grows. */
    List<Supplier<RecentTraffic>> recent() {
        List<Supplier<RecentTraffic>> recent = new ArrayList<>();
        workers.forEach(worker -> recent.add(worker::recent));
        return recent;
    }

    void start() {
        workers.forEach(MediaWorker::start);
    }

    /** All at the same time: each may wait for the goodbyes of its clients. */
    @Override
    public void close() {
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            workers.forEach(worker -> closing.execute(worker::close));
        }
    }
}
