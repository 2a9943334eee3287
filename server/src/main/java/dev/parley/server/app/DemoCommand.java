package dev.parley.server.app;

import ch.qos.logback.classic.Level;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.demo.Demo;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley demo}: a server, a meeting over real WebRTC, and the usage of it. */
@Command(
        name = "demo",
        description = "Starts a throw-away server, lets participants meet over real WebRTC, and shows who used what.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long the meeting lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--keep", description = "Leaves the server running afterwards, until it is interrupted.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The demo tells its own story; the server's log would interrupt it.
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Path directory = Files.createTempDirectory("parley-demo-");
        Settings settings = settings(directory);
        try (ParleyServer server = ParleyServer.start(LiveSettings.fixed(settings))) {
            server.closeAtExit(() -> delete(directory));
            PrintWriter out = spec.commandLine().getOut();
            DevCredentials credentials = server.developmentCredentials();
            credentials.write(directory);
            Demo demo = new Demo(
                    out,
                    credentials.client(server.clock()),
                    credentials.endpoint(),
                    credentials.sdkAppId(),
                    credentials.sdkSecretKey(),
                    server.clock());
            demo.run(Duration.ofSeconds(Math.max(1, seconds)), terminal());
            out.println(howToGoOn());
            if (keep) {
                out.print(Greeting.of(credentials, server, settings.server()));
                out.flush();
                new CountDownLatch(1).await();
            }
            return 0;
        }
    }

    /** Nothing from files or environment: the demo is the same everywhere. */
    private static Settings settings(Path directory) {
        return Settings.defaultsBut(Map.of(
                "server.data-directory", directory.toString(),
                "http.listen", "127.0.0.1:0",
                "media.listen", "127.0.0.1:0",
                "operations.listen", ""));
    }

    /** Whether a line can be redrawn in place. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again when there is no terminal (JDK-8351435)
    private static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private String howToGoOn() {
        String launcher = System.getProperty("parley.launcher", "parley");
        return """

                How to go on:
                  %s serve --dev    a server of your own; it prints a page to meet on, keys, and an address for OBS
                  %s demo --keep    this demo, with its server left running
                  %s --help         everything else
                """.formatted(launcher, launcher, launcher).stripTrailing();
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftover) {
            System.err.println("The demo's data could not be removed: " + directory);
        }
    }
}
