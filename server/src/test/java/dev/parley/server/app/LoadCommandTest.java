package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code parley load} against a whole server in this process. */
class LoadCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // before all
    private static ParleyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = ParleyServer.start(LiveSettings.fixed(Settings.defaultsBut(Map.of(
                "server.data-directory", directory.toString(),
                "http.listen", "127.0.0.1:0",
                "media.listen", "127.0.0.1:0",
                "operations.listen", ""))));
        server.developmentCredentials().write(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final TypedCommands commands = new TypedCommands(directory);

    private JsonNode run(String name, String... arguments) throws IOException {
        Path file = directory.resolve(name + ".json");
        String[] common = {
            "load", "--subscribers", "3", "--sample", "3", "--duration", "2s", "--name", name, "--json", file.toString()
        };
        String[] all = new String[common.length + arguments.length];
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(arguments, 0, all, common.length, arguments.length);
        String table = commands.succeed(all);
        assertThat(table).contains("1 rooms of 1 publishers and 3 subscribers each", "4 in, 0 failed");
        return new JsonMapper().readTree(Files.readString(file));
    }

    /** On a machine that does other things too, so no figure is held to more than a hundredth. */
    @Test
    void deliversSoundAndPictureToEverySubscriberAndMeasuresTheirDelay() throws IOException {
        JsonNode result = run("whole", "--srtp", "cm");

        long expected = result.path("counters").path("expected").asLong();
        assertThat(result.path("ending").asString()).isEqualTo("COMPLETED");
        assertThat(expected).isBetween(900L, 1_500L);
        assertThat(result.path("counters").path("delivered").asLong()).isGreaterThan(expected * 9 / 10);
        assertThat(result.path("delay").path("count").asLong()).isGreaterThan(expected * 9 / 10);
        assertThat(result.path("delay").path("p50Millis").asDouble()).isBetween(0.001, 2_000.0);
        assertThat(result.path("joins").path("connected").path("count").asInt()).isEqualTo(3);
        assertThat(result.path("joins").path("firstPacket").path("count").asInt())
                .isEqualTo(3);
        assertThat(result.path("seconds").findValuesAsString("measured")).contains("true", "false");
    }

    @Test
    void losesWhatItIsToldToAndHasTheServerRepairIt() throws IOException {
        JsonNode counters = run("lossy", "--loss", "10", "--no-audio").path("counters");

        long dropped = counters.path("droppedHere").asLong();
        assertThat(dropped).isPositive();
        assertThat(counters.path("sequencesAsked").asLong()).isGreaterThan(dropped / 2);
        assertThat(counters.path("recovered").asLong()).isGreaterThan(dropped / 2);
        assertThat(counters.path("delivered").asLong())
                .isGreaterThan(counters.path("expected").asLong() * 9 / 10);
    }

    @Test
    void saysWhatTheServerSaysOfAWrongKey() {
        String complaint = commands.fail(
                1,
                "load",
                "--quiet",
                "--server",
                server.endpoint(),
                "--app",
                String.valueOf(server.developmentCredentials().sdkAppId()),
                "--secret-key",
                "wrong");

        assertThat(complaint)
                .startsWith("parley load: ")
                .contains(" answered 40")
                .doesNotContain("\tat ");
    }
}
