package dev.parley.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from; later ones win: the defaults, one file, the environment, the command line.
 *
 * @param given the file named on the command line; null when none was
 * @param environment the variables of the process; those that begin with {@code PARLEY_} count
 * @param workingDirectory where {@code parley.yaml} is looked for
 * @param flags in their order
 * @param actions the names that {@code api.limits.calls-per-second} may hold
 */
public record SettingsSources(
        @Nullable Path given,
        Map<String, String> environment,
        Path workingDirectory,
        List<Assignment> flags,
        Set<String> actions) {

    static final String FILE_VARIABLE = "PARLEY_CONFIG";
    static final String FILE_NAME = "parley.yaml";

    public SettingsSources {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
        actions = Set.copyOf(actions);
    }

    /**
     * The file to read: the one given, else that of {@code PARLEY_CONFIG}, else {@code parley.yaml} in the working
     * directory.
     */
    public Path file() {
        if (given != null) {
            return given;
        }
        String named = environment.getOrDefault(FILE_VARIABLE, "");
        return workingDirectory.resolve(named.isEmpty() ? FILE_NAME : named);
    }

    /** Whether somebody asked for that file, so that it must be there. */
    boolean fileIsNamed() {
        return given != null || !environment.getOrDefault(FILE_VARIABLE, "").isEmpty();
    }

    /** The file, unless there is none and nobody asked for one. */
    Optional<Path> fileToRead() {
        return fileIsNamed() || Files.exists(file()) ? Optional.of(file()) : Optional.empty();
    }
}
