package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One running {@link NativeClientProgram}. */
final class NativeClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final ProcessOutput output;

    private NativeClient(Process process) {
        this.process = process;
        this.output = ProcessOutput.of("native client output", process.inputReader());
    }

    static NativeClient publish(Endpoint endpoint, String room, String user, String codec) throws IOException {
        return start("publish", endpoint.publishUrl(room, user), endpoint.userSig(user), codec);
    }

    static NativeClient play(Endpoint endpoint, String room, String user, String codec) throws IOException {
        return start("play", endpoint.playUrl(room, user), endpoint.userSig(user), codec);
    }

    private static NativeClient start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                NativeClientProgram.class.getName()));
        command.addAll(List.of(arguments));
        return new NativeClient(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until it has sent or decoded so many pictures; what it measured then. */
    JsonNode frames(int count) {
        return reported("frames", report -> report.required("frames").asInt() >= count);
    }

    private JsonNode reported(String what, Predicate<JsonNode> wanted) {
        return await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> first(wanted), found -> found != null);
    }

    private @Nullable JsonNode first(Predicate<JsonNode> wanted) {
        assertThat(process.isAlive())
                .as("the client runs; it said:\n%s", output)
                .isTrue();
        return output.first(line -> line.startsWith("{") && wanted.test(read(line)))
                .map(line -> read(line.text()))
                .orElse(null);
    }

    private static JsonNode read(String line) {
        return JsonMapper.shared().readTree(line);
    }

    /** Ends its session by DELETE. */
    void leave() throws IOException {
        process.outputWriter().close();
        try {
            assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the client ends; it said:\n%s", output)
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the client ended", interrupted);
        }
        assertThat(process.exitValue()).as("exit status; it said:\n%s", output).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
