package dev.parley.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.metering.MeterStatus;
import dev.parley.server.transport.MediaTraffic;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OperationsPagesTest {

    private static final String ANY = "*/*";

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final SettableTime time = new SettableTime(Calls.NOON);
    private final Lifecycle lifecycle = new Lifecycle();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RoomCensus census = new RoomCensus();
    private final RecentCalls recent = new RecentCalls(Set.of("RemoveUser"), time);
    private MeterStatus meter = new MeterStatus(Calls.NOON.toEpochMilli(), 0, 0, 0, false, 0, 0, 0, 0);
    private MediaTraffic traffic = new MediaTraffic(
            "media-0", "a socket", Calls.NOON.toEpochMilli(), 100, 12_000, 90, 11_000, 3, 5, 7, 2, 4, 1);

    private OperationsPages pages() {
        return new OperationsPages(
                lifecycle,
                registry,
                List.of(
                        ServerPage.of(
                                new ServerPage.Facts("0.2.0", Calls.NOON.minusSeconds(61), directory),
                                () -> List.of(new ServerPage.Listener("https", "0.0.0.0:9443", Calls.NOON)),
                                lifecycle,
                                time),
                        RoomsPage.of(census),
                        CallsPage.of(recent),
                        UsagePage.of(() -> meter, time)));
    }

    private OperationsPages.Page get(String path) {
        return pages().get(path, Map.of(), ANY);
    }

    private JsonNode json(String path, Map<String, String> query) {
        OperationsPages.Page page = pages().get(path, query, ANY);
        assertThat(page.contentType()).isEqualTo("application/json");
        return new JsonMapper().readTree(page.body());
    }

    @Test
    void isReadyOnlyWhileItServes() {
        assertThat(get("/readyz").status()).isEqualTo(503);
        assertThat(get("/healthz").status()).isEqualTo(200);

        lifecycle.serve();
        assertThat(get("/readyz").status()).isEqualTo(200);

        lifecycle.drain();
        assertThat(get("/readyz").status()).isEqualTo(503);
        assertThat(get("/healthz").status()).isEqualTo(200);
        lifecycle.serve();
        assertThat(lifecycle.isDraining()).isTrue();
    }

    @Test
    void givesEveryReasonWhyItIsNotReady() {
        lifecycle.serve();
        lifecycle.readyWhen(Probes.metering(() -> meter, time));
        lifecycle.readyWhen(new Probe("broken", () -> {
            throw new IllegalStateException("out of order");
        }));
        lifecycle.aliveWhen(Probes.media(() -> traffic, time));
        meter = new MeterStatus(Calls.NOON.toEpochMilli(), 0, 0, 0, true, 3, 0, 0, 0);
        time.pass(Duration.ofSeconds(20));

        OperationsPages.Page page = get("/readyz");

        assertThat(page.status()).isEqualTo(503);
        assertThat(new String(page.body(), UTF_8)).isEqualTo("""
                {
                  "well" : false,
                  "state" : "SERVING",
                  "parts" : [ {
                    "part" : "server",
                    "well" : true,
                    "problem" : null
                  }, {
                    "part" : "metering",
                    "well" : false,
                    "problem" : "usage cannot be stored and waits in memory; the log says why"
                  }, {
                    "part" : "broken",
                    "well" : false,
                    "problem" : "cannot be asked: out of order"
                  }, {
                    "part" : "media media-0",
                    "well" : false,
                    "problem" : "its thread has not turned for 20 s"
                  } ]
                }
                """);
        assertThat(get("/healthz").status()).isEqualTo(503);
    }

    @Test
    void tellsStrangersWhetherButNotWhy() {
        lifecycle.readyWhen(new Probe("secret", () -> "/secret/path"));

        assertThat(new String(
                        java.util.Objects.requireNonNull(pages().brief("/readyz"))
                                .body(),
                        UTF_8))
                .isEqualTo("""
                        {
                          "well" : false,
                          "state" : "STARTING"
                        }
                        """);
        assertThat(pages().brief("/metrics")).isNull();
    }

    @Test
    void noticesADirectoryThatCannotBeWrittenOrIsFull() throws Exception {
        Probe gone = new DirectoryProbe(directory.resolve("gone"), 0, time).asProbe();
        assertThat(gone.ask()).contains("gone cannot be written: NoSuchFileException");
        Files.createDirectory(directory.resolve("gone"));
        assertThat(gone.ask()).as("asked again at once").contains("cannot be written");
        time.pass(Duration.ofSeconds(5));
        assertThat(gone.ask()).isNull();
        assertThat(directory.resolve("gone")).isEmptyDirectory();

        assertThat(new DirectoryProbe(directory, Long.MAX_VALUE, time).asProbe().ask())
                .startsWith("only ")
                .endsWith(" MiB are left for " + directory);
    }

    @Test
    void listsWhatThereIs() {
        JsonNode index = json("/status", Map.of());
        assertThat(index.get("pages").values())
                .extracting(page -> page.get("path").asString())
                .containsExactly(
                        "/healthz",
                        "/readyz",
                        "/metrics",
                        "/status",
                        "/status/server",
                        "/status/rooms",
                        "/status/calls",
                        "/status/usage");
        assertThat(get("/stauts").status()).isEqualTo(404);
        assertThat(json("/stauts", Map.of()).get("pages")).isEqualTo(index.get("pages"));
    }

    @Test
    void showsTheServer() throws Exception {
        Files.write(directory.resolve("node.db"), new byte[1234]);
        JsonNode server = json("/status/server", Map.of());

        assertThat(server.get("version").asString()).isEqualTo("0.2.0");
        assertThat(server.get("uptimeSeconds").asLong()).isEqualTo(61);
        assertThat(server.at("/listeners/0/certificateExpires").asString()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(server.at("/dataDirectory/files/0/name").asString()).isEqualTo("node.db");
        assertThat(server.at("/dataDirectory/files/0/bytes").asLong()).isEqualTo(1234);
    }

    @Test
    void showsWhetherUsageIsStored() {
        time.pass(Duration.ofMillis(1500));
        JsonNode usage = json("/status/usage", Map.of());
        assertThat(usage.get("secondsSinceStored").asDouble()).isEqualTo(1.5);
        assertThat(usage.get("well").asBoolean()).isTrue();

        meter = new MeterStatus(0, 0, 0, 0, false, 0, 1, 0, 0);
        assertThat(json("/status/usage", Map.of()).get("well").asBoolean()).isFalse();
    }

    @Test
    void showsTheCallsOfTheLastMinute() {
        recent.record(Calls.call("RemoveUser", "OK", Duration.ofMillis(5)));
        JsonNode calls = json("/status/calls", Map.of());
        assertThat(calls.get("calls").asInt()).isEqualTo(1);
        assertThat(calls.at("/byActionAndCode/0/action").asString()).isEqualTo("RemoveUser");
        assertThat(calls.at("/slowest/0/requestId").asString()).startsWith("b5b41468");
    }

    @Test
    void saysWhichParameterIsWrong() {
        OperationsPages.Page page = pages().get("/status/rooms", Map.of("limit", "501"), ANY);
        assertThat(page.status()).isEqualTo(400);
        assertThat(new String(page.body(), UTF_8)).contains("limit must be a whole number from 1 to 500");
        assertThat(pages().get("/status/rooms", Map.of("room", "x"), ANY).status())
                .isEqualTo(400);
    }

    @Test
    void measuresForPrometheus() {
        Supplier<MediaTraffic> worker = () -> traffic;
        new ServerMetrics(registry)
                .process("0.2.0", lifecycle)
                .rooms(census)
                .media(List.of(worker))
                .metering(() -> meter, time)
                .certificates(
                        () -> List.of(new ServerPage.Listener("https", "x", Instant.ofEpochSecond(1_900_000_000))));
        CallMetrics calls = new CallMetrics(registry, Set.of("RemoveUser"));
        calls.record(Calls.call("RemoveUser", "OK", Duration.ofMillis(3)));
        calls.record(Calls.call("Invented", "AuthFailure.SignatureFailure", Duration.ofMillis(3)));
        calls.record(Calls.call("RemoveUser", "AuthFailure.UnauthorizedOperation", Duration.ofMillis(3)));

        OperationsPages.Page page = get("/metrics");

        assertThat(page.contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(new String(page.body(), UTF_8).lines().toList())
                .contains(
                        "parley_calls_total{action=\"RemoveUser\",code=\"OK\"} 1.0",
                        "parley_calls_total{action=\"other\",code=\"AuthFailure.SignatureFailure\"} 1.0",
                        "parley_authentication_failures_total{code=\"AuthFailure.SignatureFailure\"} 1.0",
                        "parley_call_duration_seconds_bucket{action=\"RemoveUser\",le=\"0.005\"} 2",
                        "parley_media_packets_total{direction=\"in\",worker=\"media-0\"} 100.0",
                        "parley_media_bytes_total{direction=\"out\",worker=\"media-0\"} 11000.0",
                        "parley_media_dropped_packets_total{direction=\"in\",worker=\"media-0\"} 5.0",
                        "parley_media_worker_info{backend=\"a socket\",worker=\"media-0\"} 1.0",
                        "parley_dtls_handshakes_total{result=\"failed\",worker=\"media-0\"} 2.0",
                        "parley_metering_checkpoint_age_seconds 0.0",
                        "parley_tls_certificate_expiry_timestamp_seconds{listener=\"https\"} 1.9E9",
                        "parley_ready 0.0",
                        "parley_rooms 0.0")
                .anyMatch(line -> line.startsWith("parley_build_info{") && line.contains("version=\"0.2.0\""))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"))
                .noneMatch(line -> line.startsWith("parley_authentication_failures_total{code=\"AuthFailure.Unauth"));
    }

    @Test
    void measuresInOpenMetricsForThoseWhoAskForIt() {
        OperationsPages.Page page = pages().get("/metrics", Map.of(), "application/openmetrics-text;version=1.0.0");
        assertThat(page.contentType()).startsWith("application/openmetrics-text");
        assertThat(new String(page.body(), UTF_8)).endsWith("# EOF\n");
    }
}
