package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.SettingsText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConfigCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ConfigCommand command = new ConfigCommand(environment, Set.of("RemoveUser"));
        int code = OneLineErrors.install(new CommandLine(command))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("p.yaml"), text).toString();
    }

    @Test
    void checkCountsWhatDiffersFromTheDefaults() throws IOException {
        String file = file("http: {drain: 5s}\nusage: {retention-days: 30}\n");

        assertThat(run(Map.of(), "check", "--config", file))
                .isEqualTo(new Outcome(0, "ok (" + file + "), 1 option differs from its default\n", ""));
        assertThat(run(Map.of("PARLEY_CONFIG", file), "check", "--set", "http.drain=1s")
                        .out())
                .isEqualTo("ok (" + file + "), 2 options differ from their defaults\n");
        assertThat(run(Map.of(), "check", "--config", file("")).out()).endsWith("all options have their defaults\n");
    }

    @Test
    void checkTellsEveryProblem() throws IOException {
        String file = file("http: {drian: 5s}\napi: {limits: {calls-per-second: {RemoveUsers: 1}}}\n");

        assertThat(run(Map.of(), "check", "--config", file))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        file + ":1:8: http.drian: there is no such option; did you mean"
                                + " http.drain?\n" + file
                                + ":2:16: api.limits.calls-per-second.RemoveUsers: there is no such"
                                + " action; did you mean RemoveUser?\n"));
        assertThat(run(Map.of(), "check", "--set", "http.drain")).isEqualTo(new Outcome(2, "", """
                --set http.drain: write --set KEY=VALUE, such as --set http.listen=127.0.0.1:9000
                """));
    }

    @Test
    void printSaysWhereValuesCameFrom() throws IOException {
        Outcome outcome = run(Map.of("PARLEY_HTTP_DRAIN", "2s"), "print", "--config", file("http: {drain: 1s}"));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines())
                .contains("  drain: 2s  # environment PARLEY_HTTP_DRAIN; applies after a restart");
        String printed = file(outcome.out());
        assertThat(run(Map.of(), "check", "--config", printed).out()).endsWith("1 option differs from its default\n");
    }

    @Test
    void samplePrintsTheSampleWhateverTheSettingsAre() {
        assertThat(run(Map.of("PARLEY_HTTP_DRAIN", "soon"), "sample"))
                .isEqualTo(new Outcome(0, SettingsText.sample(), ""));
    }

    @Command
    private static final class Probe implements Runnable {
        @Mixin
        private final DataOption data;

        Probe(Map<String, String> environment) {
            data = new DataOption(environment);
        }

        @Override
        public void run() {
            data.directory();
        }
    }

    @Test
    void otherCommandsWorkOnTheDirectoryOfTheSettings() throws IOException {
        Map<String, String> environment = Map.of("PARLEY_CONFIG", file("server: {data-directory: /srv/parley}"));
        Probe probe = new Probe(environment);

        new CommandLine(probe).parseArgs();
        assertThat(probe.data.directory()).isEqualTo(Path.of("/srv/parley"));
        new CommandLine(probe).parseArgs("--data", "here");
        assertThat(probe.data.directory()).isEqualTo(Path.of("here"));

        StringWriter err = new StringWriter();
        Probe lost = new Probe(Map.of("PARLEY_CONFIG", "absent.yaml"));
        int code = OneLineErrors.install(new CommandLine(lost))
                .setErr(new PrintWriter(err, true))
                .execute();
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("absent.yaml: there is no such file");
    }
}
