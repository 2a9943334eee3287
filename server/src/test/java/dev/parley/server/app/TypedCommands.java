package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands on one data directory as they are typed, and keeps what the last one printed. */
final class TypedCommands {

    private final Path data;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    TypedCommands(Path data) {
        this.data = data;
    }

    /** The exit code. */
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    /** What it printed, checked to have succeeded. */
    String succeed(String... arguments) {
        assertThat(run(arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    /** As {@link #succeed}, read as one JSON object. */
    JsonNode json(String... arguments) {
        return new JsonMapper().readTree(succeed(arguments));
    }

    /** What it complained of, checked to have ended with that code. */
    String fail(int code, String... arguments) {
        assertThat(run(arguments)).as(err.toString()).isEqualTo(code);
        return err.toString();
    }
}
