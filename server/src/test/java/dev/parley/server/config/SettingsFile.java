package dev.parley.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of settings in a directory of a test, and reading it with an environment and flags. */
final class SettingsFile {

    static final Set<String> ACTIONS = Set.of("DescribeTrtcUsage", "RemoveUser");

    final Path path;

    SettingsFile(Path directory) {
        this.path = directory.resolve("parley.yaml");
    }

    SettingsFile holding(String text) throws IOException {
        Files.writeString(path, text);
        return this;
    }

    SettingsSources sources(Map<String, String> environment, String... assignments) {
        List<Assignment> flags =
                List.of(assignments).stream().map(Assignment::ofSet).toList();
        return new SettingsSources(path, environment, path.resolveSibling(""), flags, ACTIONS);
    }

    EffectiveSettings read() throws SettingsException {
        return SettingsReader.read(sources(Map.of()));
    }

    /** What is wrong with it, each with its place in the file, without the file's name. */
    List<String> problems() {
        return problems(Map.of());
    }

    List<String> problems(Map<String, String> environment, String... assignments) {
        try {
            SettingsReader.read(sources(environment, assignments));
            return List.of();
        } catch (SettingsException wrong) {
            return wrong.problems().stream()
                    .map(problem -> problem.toString().replaceFirst(path + ": ?", ""))
                    .toList();
        }
    }
}
