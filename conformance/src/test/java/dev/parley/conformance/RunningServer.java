package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own, on a data directory that outlives it: it can be stopped in good order, killed and
 * started again. Not thread-safe.
 */
final class RunningServer implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Path data;
    private final List<String> options;
    private @Nullable Process process;
    private @Nullable ProcessOutput output;
    private @Nullable Endpoint endpoint;

    private RunningServer(Path data, List<String> options) {
        this.data = data;
        this.options = options;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param data the server's data directory, made if there is none
     * @param options arguments of {@code serve} besides those every test needs
     */
    static RunningServer start(Path data, String... options) throws IOException {
        RunningServer server = new RunningServer(data, List.of(options));
        server.start();
        return server;
    }

    /** Starts it again on the same data. It must not be running. */
    void start() throws IOException {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("the server is still running");
        }
        Process started =
                new ProcessBuilder(command()).redirectErrorStream(true).start();
        process = started;
        output = ProcessOutput.of("server output", started.inputReader());
        endpoint = await("the server answers")
                .atMost(START_PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> answering(started), found -> found != null);
    }

    private List<String> command() {
        List<String> command = program();
        command.addAll(List.of(
                "serve",
                "--dev",
                "--data",
                data.toString(),
                "--http",
                "127.0.0.1:0",
                "--udp",
                "127.0.0.1:0",
                "--set",
                "operations.listen=127.0.0.1:0"));
        command.addAll(options);
        return command;
    }

    private static List<String> program() {
        return new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.parley.server.app.Main"));
    }

    /** Does what an operator does at the command line beside the running server; it must succeed. What it printed. */
    String administer(String... arguments) throws IOException {
        List<String> command = program();
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        Process administration =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(administration.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        awaitEnd(administration);
        assertThat(administration.exitValue())
                .as("exit status of %s:\n%s", List.of(arguments), said)
                .isZero();
        return said;
    }

    private @Nullable Endpoint answering(Process started) {
        if (!started.isAlive()) {
            throw new AssertionError("the server ended with " + started.exitValue() + ":\n" + output);
        }
        Path file = data.resolve("dev-credentials.json");
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Endpoint found = Endpoint.read(file);
            return answers(found.address()) ? found : null;
        } catch (IOException | RuntimeException notYet) {
            return null;
        }
    }

    private static boolean answers(URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 600;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Endpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("the server was never started");
        }
        return endpoint;
    }

    /** Ends it as a power cut would (SIGKILL); when that happened. */
    Instants kill() {
        long before = System.currentTimeMillis();
        Process killed = alive();
        killed.destroyForcibly();
        awaitEnd(killed);
        return new Instants(before, System.currentTimeMillis());
    }

    /** Asks it to end in good order (SIGTERM) and checks that it does; when that happened. */
    Instants stop() {
        long before = System.currentTimeMillis();
        Process stopping = alive();
        // Through the handle, because destroy() of the process itself also closes the pipe its last words come through.
        stopping.toHandle().destroy();
        awaitEnd(stopping);
        // 143 is what a virtual machine answers whose shutdown hooks ran after SIGTERM.
        assertThat(stopping.exitValue())
                .as("the server's exit status:\n%s", output)
                .isIn(0, 143);
        return new Instants(before, System.currentTimeMillis());
    }

    private Process alive() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("the server is not running:\n" + output);
        }
        return process;
    }

    private void awaitEnd(Process ending) {
        try {
            assertThat(ending.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the server ends; its output so far:\n%s", output)
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server ended", interrupted);
        }
    }

    /** What the server wrote, for messages of failures. */
    String output() {
        return String.valueOf(output);
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
