package dev.parley.server.cli;

import dev.parley.server.config.SettingsException;
import dev.parley.server.config.SettingsReader;
import dev.parley.server.config.SettingsSources;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code --data DIR}, for every command that works on a data directory. Without it the server's settings say where that
 * is, so that a command finds what the server started beside it works on.
 */
public class DataOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory (that of the server's settings: data, unless they say otherwise).")
    private @Nullable Path directory;

    private final Map<String, String> environment;

    public DataOption() {
        this(System.getenv());
    }

    DataOption(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public final Path directory() {
        return directory == null ? fromSettings() : directory;
    }

    private Path fromSettings() {
        SettingsSources sources = new SettingsSources(null, environment, Path.of(""), List.of(), Set.of());
        try {
            return SettingsReader.read(sources).settings().server().dataDirectory();
        } catch (SettingsException wrong) {
            throw new ParameterException(
                    spec.commandLine(), "The settings cannot be used: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Works on the server's database, which is created when it is missing.
     *
     * @return the work's exit code
     */
    final int change(ToIntFunction<Stored> work) {
        Path path = directory();
        if (directory == null && !DataDirectory.holdsData(path)) {
            spec.commandLine().getErr().println("A new data directory is made: " + path.toAbsolutePath());
        }
        try (SqliteDatabase database = SqliteDatabase.open(DataDirectory.prepare(path))) {
            return work.applyAsInt(new Stored(database, InstantSource.system()));
        }
    }

    /** As {@link #change}, on what is there, changing nothing. */
    final int look(ToIntFunction<Stored> work) {
        try (SqliteDatabase database = SqliteDatabase.openReadOnly(DataDirectory.existing(directory()))) {
            return work.applyAsInt(new Stored(database, InstantSource.system()));
        }
    }
}
