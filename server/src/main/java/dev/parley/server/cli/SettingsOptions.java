package dev.parley.server.cli;

import dev.parley.server.config.Assignment;
import dev.parley.server.config.SettingsSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config} and {@code --set}, for every command that reads the server's settings. */
public final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file with settings; else that of PARLEY_CONFIG, else parley.yaml here if there is one.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one option, such as http.listen=0.0.0.0:9000; may be repeated. 'parley config sample'"
                    + " shows all of them.")
    private List<String> assignments = new ArrayList<>();

    /**
     * The sources these options stand for.
     *
     * @param first what other options of the command set; {@code --set} wins over them
     * @param actions the names of the cloud API's actions
     * @throws IllegalArgumentException with a sentence for the user when {@code --set} is not {@code KEY=VALUE}
     */
    public SettingsSources sources(Map<String, String> environment, List<Assignment> first, Set<String> actions) {
        List<Assignment> flags = new ArrayList<>(first);
        for (String assignment : assignments) {
            flags.add(Assignment.ofSet(assignment));
        }
        return new SettingsSources(file, environment, Path.of(""), flags, actions);
    }
}
