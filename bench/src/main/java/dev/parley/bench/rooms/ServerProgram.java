package dev.parley.bench.rooms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.cli.ApiClient;
import dev.parley.server.cli.ApiCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server started as {@code ./parley serve} does, on a data directory of its own. */
final class ServerProgram implements AutoCloseable {

    /**
     * What the server's process held at one moment, after a full collection.
     *
     * @param heap bytes of live objects
     * @param resident bytes of the process in memory
     */
    record Memory(long heap, long resident) {}

    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int HISTOGRAM_LINES = 25;

    private final Process process;
    private final JsonNode credentials;

    private ServerProgram(Process process, JsonNode credentials) {
        this.process = process;
        this.credentials = credentials;
    }

    /**
     * @param root of the checkout
     * @param work for data and log; emptied by whoever made it
     */
    static ServerProgram start(Path root, Path work) throws IOException, InterruptedException {
        Path data = work.resolve("data");
        Path log = work.resolve("server.log");
        Process process = new ProcessBuilder(
                        root.resolve("parley").toString(),
                        "serve",
                        "--dev",
                        "--data",
                        data.toString(),
                        "--http",
                        "127.0.0.1:0",
                        "--udp",
                        "127.0.0.1:0",
                        "--set",
                        "operations.listen=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Path file = data.resolve("dev-credentials.json");
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!Files.exists(file) || !Files.readString(log).contains("http")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("the server did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return new ServerProgram(process, JsonMapper.shared().readTree(Files.readString(file)));
    }

    URI signalling() {
        return URI.create(credentials.path("endpoint").asString().replaceFirst("^http", "ws") + "/v1/signalling");
    }

    long sdkAppId() {
        return credentials.path("sdkAppId").asLong();
    }

    String userSig(String userId, Instant now) {
        return UserSig.create(sdkAppId(), credentials.path("sdkSecretKey").asString(), userId, 86_400, now);
    }

    /** A call of the cloud API; fails when it is answered with an error. */
    JsonNode call(String action, String parameters) throws IOException {
        ApiCredentials key = new ApiCredentials(
                URI.create(credentials.path("endpoint").asString()),
                credentials.path("region").asString(),
                credentials.path("secretId").asString(),
                credentials.path("secretKey").asString());
        try (ApiClient client = new ApiClient(key, InstantSource.system())) {
            ApiClient.Answer answer = client.call(action, parameters);
            if (answer.isError()) {
                throw new IOException(action + ": " + answer.response());
            }
            return answer.response();
        }
    }

    /** Processor time used so far. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    Memory memory() throws IOException, InterruptedException {
        // Twice, because what the first collection finalises goes with the second.
        histogram();
        Matcher total = TOTAL.matcher(histogram());
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        if (!total.find() || !resident.find()) {
            throw new IOException("cannot read the server's memory");
        }
        return new Memory(Long.parseLong(total.group(1)), Long.parseLong(resident.group(1)) * 1_024);
    }

    /** The classes that hold most of the heap, for people. */
    List<String> largestClasses() throws IOException, InterruptedException {
        return histogram().lines().limit(HISTOGRAM_LINES).toList();
    }

    /** Collects and counts what is alive. */
    private String histogram() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asking = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(asking.getInputStream().readAllBytes(), UTF_8);
        if (asking.waitFor() != 0) {
            throw new IOException("jcmd: " + text);
        }
        return text;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
