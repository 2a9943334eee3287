package dev.parley.server.cli;

import dev.parley.server.config.EffectiveSettings;
import dev.parley.server.config.Problem;
import dev.parley.server.config.SettingsException;
import dev.parley.server.config.SettingsReader;
import dev.parley.server.config.SettingsText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code parley config}: the server's settings, without a server. */
@Command(
        name = "config",
        description = "Checks and shows the settings a server would start with.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Print.class, ConfigCommand.Sample.class})
public final class ConfigCommand implements Runnable {

    private static final int BAD_INPUT = 2;

    private final Map<String, String> environment;
    private final Set<String> actions;

    @Spec
    private CommandSpec spec;

    /**
     * @param environment the variables of the process
     * @param actions the names of the cloud API's actions
     */
    public ConfigCommand(Map<String, String> environment, Set<String> actions) {
        this.environment = Map.copyOf(environment);
        this.actions = Set.copyOf(actions);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private int read(CommandSpec command, SettingsOptions options, Function<EffectiveSettings, String> answer) {
        try {
            EffectiveSettings effective = SettingsReader.read(options.sources(environment, List.of(), actions));
            command.commandLine().getOut().print(answer.apply(effective));
            command.commandLine().getOut().flush();
            return 0;
        } catch (SettingsException wrong) {
            for (Problem problem : wrong.problems()) {
                command.commandLine().getErr().println(problem);
            }
        } catch (IllegalArgumentException wrong) {
            command.commandLine().getErr().println(wrong.getMessage());
        }
        return BAD_INPUT;
    }

    @Command(
            name = "check",
            description = "Says everything that is wrong with the settings, or that nothing is.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @ParentCommand
        @SuppressWarnings("NullAway.Init") // given by picocli
        private ConfigCommand config;

        @Mixin
        private SettingsOptions options;

        @Override
        public Integer call() {
            return config.read(spec, options, Check::verdict);
        }

        private static String verdict(EffectiveSettings effective) {
            String file = effective.file().map(Object::toString).orElse("no file");
            return "ok (" + file + "), " + effective.differences() + "\n";
        }
    }

    @Command(
            name = "print",
            description = "Prints every option with its value, where that came from, and when a change applies.",
            mixinStandardHelpOptions = true)
    static final class Print implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @ParentCommand
        @SuppressWarnings("NullAway.Init") // given by picocli
        private ConfigCommand config;

        @Mixin
        private SettingsOptions options;

        @Override
        public Integer call() {
            return config.read(spec, options, SettingsText::print);
        }
    }

    @Command(
            name = "sample",
            description = "Prints a file with every option, explained, at its default.",
            mixinStandardHelpOptions = true)
    static final class Sample implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            spec.commandLine().getOut().print(SettingsText.sample());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
