package dev.parley.server.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.server.actions.contract.Contract;
import dev.parley.server.cli.ApiClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** {@code parley serve} with a file of settings. */
class ServeCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private static CommandLine command(Map<String, String> environment, StringWriter out) {
        return new CommandLine(new ServeCommand(environment, Contract.names()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out, true));
    }

    /** Each form of setting in one place: the file, the environment, a flag and {@code --set}. */
    private Path file(String roomQueryInterval) throws IOException {
        return Files.writeString(
                directory.resolve("parley.yaml"), """
                server:
                  data-directory: "%s"
                http:
                  listen: 127.0.0.1:1
                usage:
                  room-query-interval: %s
                api:
                  region:
                    home: ap-singapore
                """.formatted(directory.resolve("data"), roomQueryInterval));
    }

    @Test
    void servesByItsFileAndTakesUpChangesWhileItRuns() throws Exception {
        StringWriter out = new StringWriter();
        CommandLine command = command(Map.of("PARLEY_OPERATIONS_LISTEN", ""), out);
        String[] arguments = {
            "--dev", "--config", file("1h").toString(), "--udp", "127.0.0.1:0", "--set", "http.listen=127.0.0.1:0"
        };
        Thread server = Thread.ofPlatform().start(() -> command.execute(arguments));
        try {
            await().atMost(20, SECONDS).until(() -> out.toString().contains("Parley is ready."));
            DevCredentials credentials = JsonMapper.builder()
                    .build()
                    .readValue(directory.resolve("data/dev-credentials.json"), DevCredentials.class);
            assertThat(credentials.region()).isEqualTo("ap-singapore");
            assertThat(ask(credentials)).isEmpty();
            assertThat(ask(credentials)).isEqualTo("OperationDenied.FreqOverLimit");

            file("0s");

            await().atMost(10, SECONDS).until(() -> ask(credentials).isEmpty());
        } finally {
            server.interrupt();
            server.join(10_000);
        }
        assertThat(server.isAlive()).isFalse();
    }

    /** The code of the error, if there was one. */
    private static String ask(DevCredentials credentials) throws IOException {
        InstantSource clock = InstantSource.system();
        String today = clock.instant().toString().substring(0, 10);
        String query = "{\"SdkAppid\":%d,\"StartTime\":\"%s 00:00\",\"EndTime\":\"%s 00:01\"}"
                .formatted(credentials.sdkAppId(), today, today);
        try (ApiClient client = credentials.client(clock)) {
            return client.call("DescribeTrtcRoomUsage", query)
                    .response()
                    .path("Error")
                    .path("Code")
                    .asString("");
        }
    }

    @Test
    void tellsEveryProblemOnALineOfItsOwnAndDoesNotStart() throws IOException {
        StringWriter out = new StringWriter();
        String file = file("often").toString();

        int code = command(Map.of("PARLEY_HTTP_LISTEN", "9000"), out)
                .execute("--config", file, "--announce", "example.org", "--set", "api.limits.calls-per-second=X=1");

        assertThat(code).isEqualTo(2);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(file + ":6:24: usage.room-query-interval is \"often\""),
                        line -> assertThat(line).startsWith("environment PARLEY_HTTP_LISTEN: http.listen is \"9000\""),
                        line -> assertThat(line).startsWith("--announce: media.announce is \"example.org\""),
                        line -> assertThat(line).startsWith("--set: api.limits.calls-per-second.X: there is no such"));
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void theOldFlagsStillSetWhatTheySet() {
        StringWriter out = new StringWriter();

        int code = command(Map.of(), out)
                .execute("--per-stream", "--no-sd-tier", "--room-query-interval", "90000", "--data", "");

        assertThat(code).isEqualTo(2);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("--data: server.data-directory is \"\""),
                        line -> assertThat(line).startsWith("--room-query-interval: usage.room-query-interval is"));
    }
}
