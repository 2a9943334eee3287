package dev.parley.server.operations;

import dev.parley.server.operations.StatusPage.BadParameterException;
import dev.parley.server.rooms.MediaCensus;
import dev.parley.server.rooms.MediaCensus.Question;
import dev.parley.server.rooms.MediaCensus.Reading;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomMedia;
import dev.parley.server.rooms.WorkerMedia;
import dev.parley.server.transport.RecentTraffic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /status/media}: how media goes, by worker, room and client. Rooms are asked on their workers' threads; a
 * worker that does not answer is named and costs the others nothing but the time it was waited for.
 */
public final class MediaPage {

    private static final int SHOWN = 50;
    private static final long LARGEST_APPLICATION = (1L << 53) - 1;

    /** @param silentWorkers those that did not say anything of their rooms */
    private record Overview(
            List<MediaLines.Worker> workers,
            long total,
            long offset,
            int shown,
            @Nullable String next,
            List<MediaLines.Room> rooms,
            List<String> silentWorkers) {}

    private record OneRoom(List<Details> rooms, List<String> silentWorkers) {}

    private record Details(
            MediaLines.Room figures,
            long offset,
            int shown,
            @Nullable String next,
            List<MediaLines.Client> clients) {}

    private final RoomCensus rooms;
    private final MediaCensus media;
    private final List<? extends Supplier<RecentTraffic>> workers;
    private final InstantSource clock;

    private MediaPage(
            RoomCensus rooms, MediaCensus media, List<? extends Supplier<RecentTraffic>> workers, InstantSource clock) {
        this.rooms = rooms;
        this.media = media;
        this.workers = List.copyOf(workers);
        this.clock = clock;
    }

    /**
     * @param workers in the order in which {@code media} has them
     * @param clock the one media runs by
     */
    public static StatusPage of(
            RoomCensus rooms, MediaCensus media, List<? extends Supplier<RecentTraffic>> workers, InstantSource clock) {
        MediaPage page = new MediaPage(rooms, media, workers, clock);
        return new StatusPage(
                "/status/media",
                "packets, bitrates, loss, repairs and delays of workers and rooms; app=, offset=, limit= (at most "
                        + MediaCensus.MOST_ROOMS
                        + "); app= and room= show the clients of a room, offset= and limit= (at"
                        + " most " + MediaCensus.MOST_CLIENTS + ") which of them",
                page::answer);
    }

    private Object answer(Map<String, String> query) {
        long app = StatusPage.number(query, "app", 0, 1, LARGEST_APPLICATION);
        String room = query.get("room");
        int offset = (int) StatusPage.number(query, "offset", 0, 0, Integer.MAX_VALUE);
        if (room == null) {
            int limit = (int) StatusPage.number(query, "limit", SHOWN, 1, MediaCensus.MOST_ROOMS);
            return overview(app, offset, limit);
        }
        if (app == 0) {
            throw new BadParameterException("room= needs app= too: rooms of two applications may have one name");
        }
        int limit = (int) StatusPage.number(query, "limit", SHOWN, 1, MediaCensus.MOST_CLIENTS);
        return oneRoom(app, room, offset, limit);
    }

    private Overview overview(long app, int offset, int limit) {
        List<RoomKey> all = rooms.keys(app == 0 ? null : app);
        List<RoomKey> asked = all.stream().skip(offset).limit(limit).toList();
        Reading reading = media.read(new Question(asked, 0, 0)).join();
        long end = (long) offset + asked.size();
        String next = end >= all.size() || asked.isEmpty()
                ? null
                : "/status/media?" + (app == 0 ? "" : "app=" + app + "&") + "offset=" + end + "&limit=" + limit;
        List<MediaLines.Room> shown = reading.rooms().stream().map(this::line).toList();
        return new Overview(workerLines(), all.size(), offset, shown.size(), next, shown, silent(reading));
    }

    private List<MediaLines.Worker> workerLines() {
        List<WorkerMedia> sums = media.workers();
        List<MediaLines.Worker> lines = new ArrayList<>();
        for (int worker = 0; worker < workers.size(); worker++) {
            lines.add(MediaLines.worker(workers.get(worker).get(), sums.get(worker), clock.millis()));
        }
        return lines;
    }

    private OneRoom oneRoom(long app, String room, int offset, int limit) {
        List<RoomKey> asked =
                rooms.find(app, room).stream().map(RoomCensus.Room::key).toList();
        Reading reading = media.read(new Question(asked, offset, limit)).join();
        return new OneRoom(
                reading.rooms().stream()
                        .map(known -> details(known, offset, limit))
                        .toList(),
                silent(reading));
    }

    private Details details(RoomMedia known, int offset, int limit) {
        List<MediaLines.Client> clients =
                known.shown().stream().map(MediaLines::client).toList();
        long end = (long) offset + clients.size();
        String next = end >= known.clients() || clients.isEmpty()
                ? null
                : "/status/media?app=" + known.room().sdkAppId() + "&room="
                        + URLEncoder.encode(known.room().id(), StandardCharsets.UTF_8) + "&offset=" + end + "&limit="
                        + limit;
        return new Details(line(known), offset, clients.size(), next, clients);
    }

    private MediaLines.Room line(RoomMedia known) {
        return MediaLines.room(known, name(known.worker()));
    }

    private List<String> silent(Reading reading) {
        return reading.silentWorkers().stream().map(this::name).toList();
    }

    private String name(int worker) {
        return workers.get(worker).get().now().worker();
    }
}
