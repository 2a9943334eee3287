package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.actions.usage.KnownApplications;
import dev.parley.server.cli.ApiClient;
import dev.parley.server.cli.ApiCredentials;
import dev.parley.server.config.ApiSettings;
import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.gateway.ApiDoor;
import dev.parley.server.gateway.HttpServer;
import dev.parley.server.gateway.OneKey;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.storage.sqlite.MeteredServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The worked examples of spec/20 §10 as a caller sees them: signed calls over HTTP, answered from the store. */
@Tag("DescribeTrtcRoomUsage")
@Tag("DescribeTrtcUsage")
class VectorsThroughTheApiTest {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("vectors")
    void roomUsageAnswersTheWorkedExamples(Vectors.Vector vector) throws IOException {
        try (MeteredServer server = played(vector.settings(), vector.events())) {
            String query = "{\"SdkAppid\":%d,\"StartTime\":\"%s\",\"EndTime\":\"%s\"}"
                    .formatted(Scenario.APPLICATION, text(vector.from()), text(vector.to()));

            assertThat(ask(server, "DescribeTrtcRoomUsage", query).path("Data").asString())
                    .isEqualTo(vector.data());
        }
    }

    static Stream<Vectors.Vector> vectors() {
        return Vectors.all();
    }

    /** V8: windows of 30, 20 and 40 seconds are a minute each, the day is two. */
    @Test
    void minutesAreRoundedUpForEachRow() throws IOException {
        Scenario scenario = new Scenario()
                .at("09:00:00")
                .enter("A")
                .at("09:00:30")
                .exit("A")
                .at("09:05:00")
                .enter("A")
                .at("09:05:20")
                .exit("A")
                .at("09:10:00")
                .enter("A")
                .at("09:10:40")
                .exit("A");
        try (MeteredServer server = played(MeteringSettings.defaults(), scenario.events())) {
            String oneDay = "{\"StartTime\":\"2026-03-02\",\"EndTime\":\"2026-03-02\"}";
            assertThat(audio(ask(server, "DescribeTrtcUsage", oneDay)).subList(107, 112))
                    .containsExactly(0, 1, 1, 1, 0);
            String twoDays = "{\"StartTime\":\"2026-03-02\",\"EndTime\":\"2026-03-03\"}";
            assertThat(audio(ask(server, "DescribeTrtcUsage", twoDays))).containsExactly(2, 0);
        }
    }

    /** V22: 61 s and 59 s in two applications are 2 and 1, and 3 together. */
    @Test
    void minutesAreRoundedUpForEachApplication() throws IOException {
        Scenario scenario = new Scenario()
                .room(1, RoomKind.STR, "same")
                .at("09:00:00")
                .enter("A")
                .at("09:01:01")
                .exit("A")
                .room(2, RoomKind.STR, "same")
                .at("09:00:00")
                .enter("A")
                .at("09:00:59")
                .exit("A");
        try (MeteredServer server = played(MeteringSettings.defaults(), scenario.events())) {
            String days = "\"StartTime\":\"2026-03-02\",\"EndTime\":\"2026-03-03\"}";
            assertThat(audio(ask(server, "DescribeTrtcUsage", "{\"SdkAppId\":1," + days)))
                    .containsExactly(2, 0);
            assertThat(audio(ask(server, "DescribeTrtcUsage", "{\"SdkAppId\":2," + days)))
                    .containsExactly(1, 0);
            assertThat(audio(ask(server, "DescribeTrtcUsage", "{" + days))).containsExactly(3, 0);
        }
    }

    private static List<Integer> audio(JsonNode response) {
        List<Integer> cells = new ArrayList<>();
        for (JsonNode row : response.path("UsageList")) {
            cells.add(row.path("UsageValue").path(0).asInt());
        }
        return cells;
    }

    private static String text(String time) {
        return MINUTE.format(Instant.ofEpochMilli(Scenario.millis(time)));
    }

    private MeteredServer played(MeteringSettings settings, List<RoomEvent> events) {
        MeteredServer server = new MeteredServer(directory, settings, new SettableClock(Scenario.millis("00:00:00")));
        events.forEach(server::happen);
        server.clock.set(Scenario.millis("+1 00:02:00"));
        return server;
    }

    private static JsonNode ask(MeteredServer metered, String action, String query) throws IOException {
        UsageReader usage = metered.usage();
        ZoneOffset offset = ZoneOffset.ofHours(8);
        KnownApplications applications = new KnownApplications();
        for (long sdkAppId : List.of(1L, 2L, Scenario.APPLICATION)) {
            applications.with(sdkAppId, OneKey.ACCOUNT);
        }
        ApiDoor door = new ApiDoor(
                new OneKey(),
                List.of(
                        new DescribeTrtcRoomUsage(applications, usage, offset, UsageSettings::defaults),
                        new DescribeTrtcUsage(applications, usage, offset, UsageSettings::defaults)),
                ApiSettings::defaults,
                _ -> {},
                () -> false,
                metered.clock,
                () -> UUID.randomUUID().toString());
        try (HttpServer http = new HttpServer("127.0.0.1", 0, List.of(door), Duration.ofSeconds(1))) {
            http.start();
            URI endpoint = URI.create("http://127.0.0.1:" + http.port());
            ApiCredentials credentials =
                    new ApiCredentials(endpoint, "ap-guangzhou", OneKey.SECRET_ID, OneKey.SECRET_KEY);
            try (ApiClient client = new ApiClient(credentials, metered.clock)) {
                ApiClient.Answer answer = client.call(action, query);
                assertThat(answer.isError()).as(answer.response().toString()).isFalse();
                return answer.response();
            }
        }
    }
}
