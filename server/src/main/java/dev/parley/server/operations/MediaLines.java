package dev.parley.server.operations;

import dev.parley.media.forward.MediaFigures;
import dev.parley.server.delays.DelayFigures;
import dev.parley.server.rooms.MediaCounts;
import dev.parley.server.rooms.MediaRates;
import dev.parley.server.rooms.RoomMedia;
import dev.parley.server.rooms.WorkerMedia;
import dev.parley.server.transport.MediaTraffic;
import dev.parley.server.transport.RecentTraffic;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code /status/media} says of one worker, room or client, as it is printed. */
final class MediaLines {

    /** Figures are shown once a second, so a thread that is well is never silent for so long. */
    private static final long SILENT_MILLIS = 3_000;

    private static final double MILLIS = 1_000;

    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * One worker.
     *
     * @param alive whether its thread has turned within the last seconds; if not, everything here is from before
     * @param traffic since the start
     * @param delays from a packet's arrival until what it caused was sent
     * @param droppedBetweenWorkers packets from other workers for players here that found no room on their way
     * @param media of all its clients since the start
     */
    record Worker(
            String name,
            boolean alive,
            double secondsSinceTurned,
            MediaTraffic traffic,
            Speed speed,
            Delays delays,
            int clients,
            long droppedBetweenWorkers,
            MediaCounts media) {}

    /** @param overSeconds what the rates are of */
    record Speed(
            double overSeconds,
            long packetsInPerSecond,
            long bitsInPerSecond,
            long packetsOutPerSecond,
            long bitsOutPerSecond) {}

    record Delays(Percentiles recent, Percentiles sinceStart) {}

    record Percentiles(
            long packets, long p50Micros, long p90Micros, long p99Micros, long p999Micros, long longestMicros) {}

    record Room(
            long sdkAppId,
            String room,
            String kind,
            String worker,
            int clients,
            List<String> speakers,
            MediaCounts counts,
            MediaRates lastSecond,
            @Nullable Long leastEstimate) {}

    record Client(
            String userId,
            String sessionId,
            String door,
            boolean connected,
            MediaRates lastSecond,
            MediaFigures figures,
            List<Published> publishes,
            int receivesStreams,
            List<Received> receives) {}

    record Published(String stream, String codec, boolean muted, List<Layer> layers) {}

    record Layer(String layer, @Nullable String size, long bitsPerSecond) {}

    record Received(
            String publisher,
            String stream,
            String wished,
            @Nullable String playing,
            long bitsPerSecond) {}

    private MediaLines() {}

    static Worker worker(RecentTraffic recent, WorkerMedia media, long now) {
        long silent = Math.max(0, now - recent.now().at());
        return new Worker(
                recent.now().worker(),
                silent < SILENT_MILLIS,
                silent / MILLIS,
                recent.now(),
                new Speed(
                        recent.spanMillis() / MILLIS,
                        recent.packetsInPerSecond(),
                        recent.bytesInPerSecond() * Byte.SIZE,
                        recent.packetsOutPerSecond(),
                        recent.bytesOutPerSecond() * Byte.SIZE),
                new Delays(percentiles(recent.recentDelays()), percentiles(recent.delaysNow())),
                media.clients(),
                media.droppedBetweenWorkers(),
                media.counts());
    }

    private static Percentiles percentiles(DelayFigures delays) {
        return new Percentiles(
                delays.count(),
                delays.percentile(50) / NANOS_PER_MICRO,
                delays.percentile(90) / NANOS_PER_MICRO,
                delays.percentile(99) / NANOS_PER_MICRO,
                delays.percentile(99.9) / NANOS_PER_MICRO,
                delays.percentile(100) / NANOS_PER_MICRO);
    }

    static Room room(RoomMedia media, String worker) {
        return new Room(
                media.room().sdkAppId(),
                media.room().id(),
                media.room().kind().name().toLowerCase(Locale.ROOT),
                worker,
                media.clients(),
                media.speakers(),
                media.counts(),
                media.rates(),
                media.leastEstimate() < 0 ? null : media.leastEstimate());
    }

    static Client client(RoomMedia.Client client) {
        return new Client(
                client.userId(),
                client.sessionId(),
                client.door().name().toLowerCase(Locale.ROOT),
                client.connected(),
                client.rates(),
                client.figures(),
                client.published().stream().map(MediaLines::published).toList(),
                client.receives(),
                client.received().stream().map(MediaLines::received).toList());
    }

    private static Published published(RoomMedia.Published stream) {
        return new Published(
                stream.type().wireName(),
                stream.codec(),
                stream.muted(),
                stream.layers().stream()
                        .map(layer -> new Layer(layer.layer().wireName(), layer.size(), layer.bitsPerSecond()))
                        .toList());
    }

    private static Received received(RoomMedia.Received stream) {
        return new Received(
                stream.publisher(),
                stream.type().wireName(),
                stream.wished().wireName(),
                stream.playing() == null ? null : stream.playing().wireName(),
                stream.bitsPerSecond());
    }
}
