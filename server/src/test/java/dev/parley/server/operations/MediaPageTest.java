package dev.parley.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.forward.MediaFigures;
import dev.parley.server.delays.DelayFigures;
import dev.parley.server.rooms.Door;
import dev.parley.server.rooms.EstimateFigures;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.LayerWish;
import dev.parley.server.rooms.MediaCensus;
import dev.parley.server.rooms.MediaCounts;
import dev.parley.server.rooms.MediaRates;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.RoomMedia;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.StreamType;
import dev.parley.server.rooms.WorkerMedia;
import dev.parley.server.transport.MediaTraffic;
import dev.parley.server.transport.RecentTraffic;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /status/media} and the media's measurements, over workers that say what the test says. */
class MediaPageTest {

    private static final long APP = 20_000_001;
    private static final long NOW = Calls.NOON.toEpochMilli();
    private static final MediaCounts COUNTS = new MediaCounts(1_000, 7, 8, 9, 3, 2_000, 90_000, 11, 10, 4, 5, 6);

    /** Rooms whose number is odd belong to the second worker. */
    private static final class FakeCensus implements MediaCensus {
        private final List<Question> asked = new ArrayList<>();
        private boolean secondIsStuck;

        @Override
        public List<WorkerMedia> workers() {
            EstimateFigures estimates =
                    new EstimateFigures(List.of(0L, 0L, 0L, 4L, 0L, 30L, 0L, 0L, 0L, 2L), 123_456_789);
            return List.of(
                    new WorkerMedia(NOW, 12, 77, COUNTS, estimates),
                    new WorkerMedia(
                            NOW,
                            0,
                            0,
                            MediaCounts.NONE,
                            new EstimateFigures(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), 0)));
        }

        @Override
        public CompletableFuture<Reading> read(Question question) {
            asked.add(question);
            List<RoomMedia> rooms = question.rooms().stream()
                    .filter(key -> !secondIsStuck || worker(key) == 0)
                    .map(key -> room(key, question))
                    .toList();
            return CompletableFuture.completedFuture(new Reading(rooms, secondIsStuck ? List.of(1) : List.of()));
        }

        private static int worker(RoomKey key) {
            return key.id().charAt(key.id().length() - 1) % 2;
        }

        private static RoomMedia room(RoomKey key, Question question) {
            List<RoomMedia.Client> clients = IntStream.range(0, 120)
                    .skip(question.firstClient())
                    .limit(question.mostClients())
                    .mapToObj(FakeCensus::client)
                    .toList();
            return new RoomMedia(
                    key,
                    worker(key),
                    120,
                    COUNTS,
                    new MediaRates(100, 90_000, 200, 300_000, 0.7),
                    -1,
                    List.of("user-7", "user-3"),
                    clients);
        }

        private static RoomMedia.Client client(int number) {
            return new RoomMedia.Client(
                    "user-" + number,
                    "s" + number,
                    Door.WHIP,
                    true,
                    new MediaFigures(1, 2, 12, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2_500_000, 31),
                    new MediaRates(50, 40_000, 0, 0, 0),
                    List.of(new RoomMedia.Published(
                            StreamType.MAIN,
                            "VP8",
                            false,
                            List.of(new RoomMedia.PublishedLayer(Layer.BIG, "1280x720", 140)))),
                    2,
                    List.of(
                            new RoomMedia.Received("ann", StreamType.AUX, LayerWish.AUTOMATIC, Layer.BIG, 900_000),
                            new RoomMedia.Received("bob", StreamType.MAIN, LayerWish.BIG, null, 0)));
        }
    }

    private final SettableTime time = new SettableTime(Calls.NOON);
    private final FakeCensus media = new FakeCensus();
    private final RoomCensus rooms = new RoomCensus();
    private final List<Supplier<RecentTraffic>> workers = List.of(() -> traffic("media-0"), () -> traffic("media-1"));
    private long sequence;

    private static RecentTraffic traffic(String worker) {
        return new RecentTraffic(
                new MediaTraffic(worker, "a socket", NOW, 5_000, 500_000, 9_000, 900_000, 1, 2, 3, 4, 5, 6),
                new MediaTraffic(worker, "a socket", NOW - 10_000, 1_000, 100_000, 1_000, 100_000, 0, 0, 0, 0, 0, 0),
                DelayFigures.NONE,
                DelayFigures.NONE);
    }

    private void open(RoomKey key) {
        sequence++;
        RoomEvent.Stamp stamp = new RoomEvent.Stamp("e" + sequence, key, NOW + sequence, sequence);
        rooms.onRoomEvent(new RoomEvent.Entered(stamp, "s" + sequence, "ann", SessionKind.CLIENT, Role.ANCHOR));
    }

    private void openMany(int count) {
        IntStream.range(100, 100 + count).forEach(number -> open(new RoomKey(APP, RoomKind.STR, "room-" + number)));
    }

    private OperationsPages.Page get(Map<String, String> query) {
        StatusPage page = MediaPage.of(rooms, media, workers, time);
        return new OperationsPages(new Lifecycle(), new PrometheusRegistry(), List.of(page))
                .get("/status/media", query, null);
    }

    private JsonNode page(Map<String, String> query) {
        OperationsPages.Page page = get(query);
        assertThat(page.status()).isEqualTo(200);
        return new JsonMapper().readTree(page.body());
    }

    private static List<String> names(JsonNode list, String member) {
        return list.valueStream().map(node -> node.get(member).asString()).toList();
    }

    @Test
    void showsEachWorker() {
        time.pass(Duration.ofMillis(500));
        JsonNode worker = page(Map.of()).at("/workers/0");
        assertThat(worker.at("/traffic/backend").asString()).isEqualTo("a socket");

        assertThat(worker.get("name").asString()).isEqualTo("media-0");
        assertThat(worker.get("alive").asBoolean()).isTrue();
        assertThat(worker.get("secondsSinceTurned").asDouble()).isEqualTo(0.5);
        assertThat(worker.at("/traffic/backend").asString()).isEqualTo("a socket");
        assertThat(worker.at("/traffic/tcpConnections").asInt()).isEqualTo(6);
        assertThat(worker.at("/traffic/handshakes").asLong()).isEqualTo(3);
        assertThat(worker.at("/speed/overSeconds").asDouble()).isEqualTo(10);
        assertThat(worker.at("/speed/packetsInPerSecond").asLong()).isEqualTo(400);
        assertThat(worker.at("/speed/bitsOutPerSecond").asLong()).isEqualTo(640_000);
        assertThat(worker.at("/delays/recent/p999Micros").asLong()).isZero();
        assertThat(worker.get("clients").asInt()).isEqualTo(12);
        assertThat(worker.get("droppedBetweenWorkers").asLong()).isEqualTo(77);
        assertThat(worker.at("/media/repeatsOut").asLong()).isEqualTo(10);
        assertThat(worker.at("/media/unroutedIn").asLong()).isEqualTo(8);
    }

    @Test
    void showsRoomsPageByPage() {
        openMany(120);
        open(new RoomKey(APP + 1, RoomKind.INT, "7"));

        JsonNode first = page(Map.of("app", Long.toString(APP)));
        assertThat(first.get("total").asInt()).isEqualTo(120);
        assertThat(first.get("rooms").size()).isEqualTo(50);
        assertThat(first.get("next").asString()).isEqualTo("/status/media?app=20000001&offset=50&limit=50");
        assertThat(media.asked.getLast().rooms()).as("only what is shown").hasSize(50);
        assertThat(media.asked.getLast().mostClients()).isZero();
        JsonNode last = page(Map.of("app", Long.toString(APP), "offset", "100"));
        assertThat(last.get("shown").asInt()).isEqualTo(20);
        assertThat(last.get("next").isNull()).isTrue();
        assertThat(last.at("/rooms/19/room").asString()).isEqualTo("room-219");
        assertThat(last.at("/rooms/19/worker").asString()).isEqualTo("media-1");
        assertThat(last.at("/rooms/19/counts/nacksIn").asInt()).isEqualTo(11);
        assertThat(last.at("/rooms/19/lastSecond/lostPercent").asDouble()).isEqualTo(0.7);
        assertThat(last.at("/rooms/19/leastEstimate").isNull()).isTrue();
        assertThat(last.at("/rooms/19/speakers").toString()).isEqualTo("[\"user-7\",\"user-3\"]");
        assertThat(page(Map.of()).get("total").asInt()).isEqualTo(121);
    }

    @Test
    void showsTheClientsOfOneRoom() {
        openMany(2);
        JsonNode answer = page(Map.of("app", Long.toString(APP), "room", "room-101", "offset", "60"));

        JsonNode room = answer.at("/rooms/0");
        assertThat(room.at("/figures/clients").asInt()).isEqualTo(120);
        assertThat(room.get("shown").asInt()).isEqualTo(50);
        assertThat(room.get("next").asString())
                .isEqualTo("/status/media?app=20000001&room=room-101&offset=110&limit=50");
        JsonNode client = room.at("/clients/0");
        assertThat(client.get("userId").asString()).isEqualTo("user-60");
        assertThat(client.get("door").asString()).isEqualTo("whip");
        assertThat(client.at("/figures/estimate").asLong()).isEqualTo(2_500_000);
        assertThat(client.at("/figures/roundTripMillis").asInt()).isEqualTo(31);
        assertThat(client.at("/publishes/0/layers/0/size").asString()).isEqualTo("1280x720");
        assertThat(names(client.get("receives"), "wished")).containsExactly("auto", "big");
        assertThat(client.at("/receives/0/playing").asString()).isEqualTo("big");
        assertThat(client.at("/receives/1/playing").isNull()).isTrue();
    }

    @Test
    void namesWorkersThatDoNotAnswer() {
        openMany(4);
        media.secondIsStuck = true;
        time.pass(Duration.ofSeconds(20));

        JsonNode answer = page(Map.of());

        assertThat(answer.get("silentWorkers").toString()).isEqualTo("[\"media-1\"]");
        assertThat(answer.get("total").asInt()).isEqualTo(4);
        assertThat(names(answer.get("rooms"), "room")).containsExactly("room-100", "room-102");
        assertThat(answer.at("/workers/1/alive").asBoolean()).isFalse();
        assertThat(page(Map.of("app", Long.toString(APP), "room", "room-101")).toString())
                .isEqualTo("{\"rooms\":[],\"silentWorkers\":[\"media-1\"]}");
    }

    @Test
    void saysWhichParameterIsWrong() {
        assertThat(new String(get(Map.of("limit", "501")).body(), UTF_8)).contains("limit must be");
        assertThat(get(Map.of("room", "lobby")).status()).isEqualTo(400);
        assertThat(get(Map.of("app", "x")).status()).isEqualTo(400);
    }

    @Test
    void measuresForPrometheus() {
        PrometheusRegistry registry = new PrometheusRegistry();
        MediaMetrics.register(registry, media, workers);
        OperationsPages pages = new OperationsPages(new Lifecycle(), registry, List.of());

        assertThat(new String(pages.get("/metrics", Map.of(), "*/*").body(), UTF_8)
                        .lines()
                        .toList())
                .contains(
                        "parley_media_rtp_packets_total{direction=\"out\",worker=\"media-0\"} 2000.0",
                        "parley_media_nacks_total{direction=\"in\",worker=\"media-0\"} 11.0",
                        "parley_media_nacks_total{direction=\"out\",worker=\"media-0\"} 9.0",
                        "parley_media_key_frame_requests_total{direction=\"out\",worker=\"media-0\"} 3.0",
                        "parley_media_lost_packets_total{worker=\"media-0\"} 7.0",
                        "parley_media_unrouted_packets_total{worker=\"media-0\"} 8.0",
                        "parley_media_relay_dropped_packets_total{worker=\"media-0\"} 77.0",
                        "parley_media_retransmissions_total{worker=\"media-0\"} 10.0",
                        "parley_media_padding_packets_total{worker=\"media-0\"} 5.0",
                        "parley_media_pacer_dropped_packets_total{worker=\"media-0\"} 6.0",
                        "parley_media_pacer_dropped_packets_total{worker=\"media-1\"} 0.0",
                        "# TYPE parley_media_forwarding_delay_seconds histogram",
                        "parley_media_forwarding_delay_seconds_bucket{worker=\"media-1\",le=\"2.5E-5\"} 0",
                        "parley_media_forwarding_delay_seconds_count{worker=\"media-1\"} 0",
                        "parley_media_estimate_bits_per_second_bucket{worker=\"media-0\",le=\"250000.0\"} 0",
                        "parley_media_estimate_bits_per_second_bucket{worker=\"media-0\",le=\"500000.0\"} 4",
                        "parley_media_estimate_bits_per_second_bucket{worker=\"media-0\",le=\"2500000.0\"} 34",
                        "parley_media_estimate_bits_per_second_bucket{worker=\"media-0\",le=\"+Inf\"} 36",
                        "parley_media_estimate_bits_per_second_sum{worker=\"media-0\"} 1.23456789E8");
    }
}
