package dev.parley.server.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data DIR}, for every command that works on a data directory. */
public final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data directory (${DEFAULT-VALUE}).")
    private Path directory = Path.of("data");

    public Path directory() {
        return directory;
    }
}
