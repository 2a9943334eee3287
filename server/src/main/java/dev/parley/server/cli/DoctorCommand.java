package dev.parley.server.cli;

import dev.parley.server.cli.doctor.Doctor;
import dev.parley.server.cli.doctor.Finding;
import dev.parley.server.cli.doctor.Machine;
import dev.parley.server.cli.doctor.Plan;
import dev.parley.server.config.Assignment;
import dev.parley.server.config.SettingsException;
import dev.parley.server.config.SettingsReader;
import dev.parley.server.config.SettingsSources;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code parley doctor}: what stands in the way of a server on this machine, and what to do about it. */
@Command(
        name = "doctor",
        description = "Looks whether a server would run well here, and says what to do where it would not.",
        footer = {
            "",
            "It reads the settings as 'parley serve' does, and changes nothing.",
            "To check the clock it sends one packet to a time server.",
            "Exit code 0: a server would do its work. 1: something fails."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private final Machine machine;
    private final Map<String, String> environment;
    private final Set<String> actions;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private PlaceOptions places;

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "The certificate chain, as PEM.")
    private @Nullable String certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, as PEM.")
    private @Nullable String key;

    @Option(
            names = "--time-server",
            paramLabel = "HOST",
            defaultValue = "pool.ntp.org,time.cloudflare.com",
            split = ",",
            description = "Whom to ask for the time, one after the other (${DEFAULT-VALUE}).")
    private List<String> timeServers;

    @Option(names = "--no-clock", description = "Asks nobody for the time.")
    private boolean noClock;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /**
     * @param environment the variables of the process
     * @param actions the names of the cloud API's actions
     */
    public DoctorCommand(Machine machine, Map<String, String> environment, Set<String> actions) {
        this.machine = machine;
        this.environment = Map.copyOf(environment);
        this.actions = Set.copyOf(actions);
    }

    @Override
    public Integer call() {
        List<Finding> findings = findings(sources(), noClock ? List.of() : timeServers);
        boolean failed = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? json(findings, !failed) : text(findings));
        out.flush();
        return failed ? 1 : 0;
    }

    private SettingsSources sources() {
        try {
            return settings.sources(environment, flags(), actions);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private List<Finding> findings(SettingsSources sources, List<String> askForTime) {
        try {
            return Doctor.examine(Plan.of(SettingsReader.read(sources), askForTime), machine);
        } catch (SettingsException wrong) {
            return Doctor.examine(wrong, askForTime, machine);
        }
    }

    /** The options that have a name of their own here. */
    private List<Assignment> flags() {
        List<Assignment> flags = places.assignments();
        PlaceOptions.add(flags, "http.tls.certificate", certificate, "--tls-certificate");
        PlaceOptions.add(flags, "http.tls.key", key, "--tls-key");
        return flags;
    }

    private static String text(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(1);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String level = finding.level().name().toLowerCase(Locale.ROOT);
            String said = finding.text().replace("\n", System.lineSeparator() + " ".repeat(width + 8));
            text.append(String.format(Locale.ROOT, "%-4s  %-" + width + "s  %s%n", level, finding.check(), said));
            if (finding.remedy() != null) {
                text.append(" ".repeat(width + 8))
                        .append("-> ")
                        .append(finding.remedy())
                        .append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private record Report(boolean ok, List<Finding> findings) {}

    private static String json(List<Finding> findings, boolean ok) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(new Report(ok, findings)) + System.lineSeparator();
    }

    /** As tests run it alone. */
    static CommandLine commandLine(Machine machine, Map<String, String> environment) {
        return OneLineErrors.install(new CommandLine(new DoctorCommand(machine, environment, Set.of())));
    }
}
