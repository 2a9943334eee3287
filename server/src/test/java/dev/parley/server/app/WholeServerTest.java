package dev.parley.server.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.server.cli.ApiClient;
import dev.parley.server.cli.UsageCommand;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.participant.BuiltInParticipant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * One server from its doors to its files: people meet over real WebRTC, and everybody who asks gets the same answer.
 */
class WholeServerTest {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.ofHours(8));
    private static final List<String> TIERS = List.of("Audio", "SD", "HD", "FullHD", "2K", "4K");
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private static LiveSettings settings(Path data) {
        return settings(data, "127.0.0.1:0");
    }

    private static LiveSettings settings(Path data, String media) {
        return LiveSettings.fixed(Settings.defaultsBut(Map.of(
                "server.data-directory", data.toString(),
                "http.listen", "127.0.0.1:0",
                "media.listen", media,
                "operations.listen", "",
                "usage.room-query-interval", "0s")));
    }

    @Test
    void peopleMeetAndEveryAnswerAddsUpBeforeAndAfterARestart() throws Exception {
        Path data = directory.resolve("data");
        Instant start = CLOCK.instant();
        DevCredentials credentials;
        Map<String, List<Long>> counted;
        try (ParleyServer server = ParleyServer.start(settings(data))) {
            credentials = server.developmentCredentials();
            long sessionSeconds = meet(credentials);

            counted = roomUsage(credentials, start);
            assertThat(counted).containsOnlyKeys("classroom");
            List<Long> row = Objects.requireNonNull(counted.get("classroom"));
            assertThat(row.stream().mapToLong(Long::longValue).sum()).isBetween(sessionSeconds - 8, sessionSeconds + 8);
            assertThat(row.get(TIERS.indexOf("SD"))).isBetween(2L, 7L);
            assertThat(row.get(TIERS.indexOf("Audio"))).isPositive();
            assertThat(row.subList(2, 6)).containsOnly(0L);
            assertThat(minutesOfTheDays(credentials, start)).isEqualTo(inMinutes(row));
            assertThat(explained(data, credentials, start)).isEqualTo(row);
        }

        assertThat(explained(data, credentials, start)).isEqualTo(counted.get("classroom"));
        try (ParleyServer again = ParleyServer.start(settings(data))) {
            DevCredentials same = again.developmentCredentials();
            assertThat(same.secretId()).isEqualTo(credentials.secretId());
            assertThat(roomUsage(same, start)).isEqualTo(counted);
        }
    }

    /** Somebody publishes, one plays, one listens, the player's twin takes over; all leave. Returns their seconds. */
    private static long meet(DevCredentials credentials) throws Exception {
        try (Guests guests = new Guests(credentials, "classroom", CLOCK)) {
            Instant opened = CLOCK.instant();
            BuiltInParticipant teacher = guests.publish("teacher");
            BuiltInParticipant student = guests.play("student", "teacher", true);
            BuiltInParticipant listener = guests.play("listener", "teacher", false);
            awaitPicture(student);
            await().atMost(10, SECONDS).until(() -> CLOCK.instant().isAfter(opened.plusSeconds(3)));

            BuiltInParticipant twin = guests.play("student", "teacher", true);
            awaitPicture(twin);
            assertThat(twin.received().width()).isEqualTo(640);
            await().atMost(10, SECONDS).until(() -> CLOCK.instant().isAfter(opened.plusSeconds(5)));
            assertThat(listener.received().packets()).isPositive();
            assertThat(listener.received().width()).isZero();

            twin.leave();
            listener.leave();
            teacher.leave();
            return 3 * Duration.between(opened, CLOCK.instant()).toSeconds();
        }
    }

    private static void awaitPicture(BuiltInParticipant player) {
        await().atMost(15, SECONDS).until(() -> player.received().width() > 0);
    }

    private static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    private static Instant end() {
        return CLOCK.instant().plus(1, ChronoUnit.MINUTES);
    }

    /** Six sums by room, from the CSV. */
    private static Map<String, List<Long>> roomUsage(DevCredentials credentials, Instant start) throws IOException {
        String query = "{\"SdkAppid\":%d,\"StartTime\":\"%s\",\"EndTime\":\"%s\"}"
                .formatted(credentials.sdkAppId(), minute(start), minute(end()));
        try (ApiClient client = credentials.client(CLOCK)) {
            ApiClient.Answer answer = client.call("DescribeTrtcRoomUsage", query);
            assertThat(answer.isError()).as(answer.response().toString()).isFalse();
            Map<String, List<Long>> rooms = new TreeMap<>();
            List<String> lines =
                    answer.response().path("Data").asString().lines().toList();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                List<Long> sums = Arrays.stream(cells, cells.length - TIERS.size(), cells.length)
                        .map(cell -> Long.valueOf(cell.strip()))
                        .toList();
                rooms.put(cells[0].strip().replace("\"", ""), sums);
            }
            return rooms;
        }
    }

    /**
     * Minutes by tier that DescribeTrtcUsage answers for the days touched. Two days at least, because the rows of a
     * single day are five minutes each and rounded up by themselves (APP-3).
     */
    private static List<Long> minutesOfTheDays(DevCredentials credentials, Instant start) throws IOException {
        String query = "{\"SdkAppId\":%d,\"StartTime\":\"%s\",\"EndTime\":\"%s\"}"
                .formatted(
                        credentials.sdkAppId(),
                        minute(start.minus(1, ChronoUnit.DAYS)).substring(0, 10),
                        minute(end()).substring(0, 10));
        try (ApiClient client = credentials.client(CLOCK)) {
            ApiClient.Answer answer = client.call("DescribeTrtcUsage", query);
            assertThat(answer.isError()).as(answer.response().toString()).isFalse();
            List<Long> sums = new ArrayList<>();
            answer.response().path("UsageList").forEach(day -> {
                List<Long> values = new ArrayList<>();
                day.path("UsageValue").forEach(value -> values.add((long) value.asDouble()));
                for (int index = 0; index < values.size(); index++) {
                    if (sums.size() <= index) {
                        sums.add(0L);
                    }
                    sums.set(index, sums.get(index) + values.get(index));
                }
            });
            return sums;
        }
    }

    /** Daily cells are whole minutes, rounded up (APP-3). */
    private static List<Long> inMinutes(List<Long> seconds) {
        return seconds.stream().map(sum -> Math.ceilDiv(sum, 60)).toList();
    }

    /** Six sums of {@code usage explain}, each added up from its printed intervals. */
    private static List<Long> explained(Path data, DevCredentials credentials, Instant start) {
        StringWriter out = new StringWriter();
        CommandLine command = UsageCommand.commandLine().setOut(new PrintWriter(out));
        int code = command.execute(
                "explain",
                "--data=" + data,
                "--app=" + credentials.sdkAppId(),
                "--room=classroom",
                "--from=" + minute(start),
                "--to=" + minute(end()));
        assertThat(code).isZero();
        long[] sums = new long[TIERS.size()];
        for (String line : out.toString().lines().skip(1).toList()) {
            String[] cells = line.split(" {2,}");
            if (cells.length >= 4) {
                sums[tier(cells[3])] += Long.parseLong(cells[2].strip());
            }
        }
        return Arrays.stream(sums).boxed().toList();
    }

    private static int tier(String name) {
        for (int index = 0; index < TIERS.size(); index++) {
            if (TIERS.get(index).equalsIgnoreCase(name.strip())) {
                return index;
            }
        }
        throw new AssertionError("an unknown tier: " + name);
    }

    @Test
    void whatCannotBeStartedIsSaidInOneLine() throws IOException {
        Path data = directory.resolve("data");
        Path file = Files.createFile(directory.resolve("a-file"));
        try (ParleyServer running = ParleyServer.start(settings(data))) {
            String http = running.endpoint().replace("http://", "");
            String udp = "127.0.0.1:" + running.mediaAddress().getPort();
            String other = directory.resolve("other").toString();

            assertRefused(2, "a-file", "--data", file.toString());
            assertRefused(2, "server", "--data", data.toString(), "--http", "127.0.0.1:0", "--udp", "127.0.0.1:0");
            assertRefused(1, http, "--data", other, "--http", http, "--udp", "127.0.0.1:0");
            assertRefused(1, udp, "--data", other, "--http", "127.0.0.1:0", "--udp", udp);
            assertRefused(2, "--http", "--data", other, "--http", "here");
            assertRefused(2, "65535", "--data", other, "--udp", "127.0.0.1:70000");
            assertRefused(2, "--frobnicate", "--frobnicate");
        }
    }

    @Test
    void aServerThatIsToStopSendsCallersAwayForAWhile() throws Exception {
        LiveSettings patient = LiveSettings.fixed(Settings.defaultsBut(Map.of(
                "server.data-directory", directory.toString(),
                "http.listen", "127.0.0.1:0",
                "http.stop-delay", "3s",
                "media.listen", "127.0.0.1:0",
                "operations.listen", "")));
        try (ParleyServer server = ParleyServer.start(patient)) {
            DevCredentials credentials = server.developmentCredentials();
            String days = "{\"StartTime\":\"2026-03-01\",\"EndTime\":\"2026-03-02\"}";
            try (ApiClient client = credentials.client(CLOCK)) {
                assertThat(client.call("DescribeTrtcUsage", days).isError()).isFalse();
                Thread stop = Thread.ofPlatform().start(server::close);

                await().atMost(2, SECONDS).until(() -> client.call("DescribeTrtcUsage", days)
                        .response()
                        .at("/Error/Code")
                        .asString("")
                        .equals("ServiceUnavailable"));
                stop.join();
            }
        }
    }

    @Test
    void aServerThatCouldNotStartLetsGoOfItsDirectory() throws IOException {
        Path data = directory.resolve("data");
        try (ParleyServer first = ParleyServer.start(settings(directory.resolve("first")))) {
            LiveSettings taken =
                    settings(data, "127.0.0.1:" + first.mediaAddress().getPort());
            assertThatThrownBy(() -> ParleyServer.start(taken)).isInstanceOf(IOException.class);
        }

        try (ParleyServer second = ParleyServer.start(settings(data))) {
            assertThat(second.endpoint()).startsWith("http://127.0.0.1:");
        }
    }

    private static void assertRefused(int code, @Nullable String mention, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine command =
                Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("serve", "--set", "operations.listen="));
        all.addAll(List.of(arguments));

        assertThat(command.execute(all.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(code);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).contains(mention);
    }
}
