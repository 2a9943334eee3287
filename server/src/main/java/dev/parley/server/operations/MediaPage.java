package dev.parley.server.operations;

import dev.parley.server.transport.MediaTraffic;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** {@code /status/media}: what passes each media worker, and by which means. */
public final class MediaPage {

    private record Media(List<Worker> workers) {}

    private record Worker(
            String worker,
            String backend,
            Instant at,
            int transports,
            int tcpConnections,
            long packetsIn,
            long bytesIn,
            long rejectedIn,
            long packetsOut,
            long bytesOut,
            long droppedOut,
            long handshakes,
            long failedHandshakes) {}

    private MediaPage() {}

    public static StatusPage of(List<? extends Supplier<MediaTraffic>> workers) {
        return new StatusPage(
                "/status/media",
                "each media worker: how it reaches the system, clients, packets, losses, handshakes",
                _ -> new Media(workers.stream().map(each -> worker(each.get())).toList()));
    }

    private static Worker worker(MediaTraffic traffic) {
        return new Worker(
                traffic.worker(),
                traffic.backend(),
                Instant.ofEpochMilli(traffic.at()),
                traffic.transports(),
                traffic.tcpConnections(),
                traffic.packetsIn(),
                traffic.bytesIn(),
                traffic.rejectedIn(),
                traffic.packetsOut(),
                traffic.bytesOut(),
                traffic.droppedOut(),
                traffic.handshakes(),
                traffic.failedHandshakes());
    }
}
