package dev.parley.server.cli.doctor;

import dev.parley.server.config.EffectiveSettings;
import dev.parley.server.config.Problem;
import dev.parley.server.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at everything, in the order in which problems are best mended. */
public final class Doctor {

    private static final String SETTINGS = "settings";

    private Doctor() {}

    public static List<Finding> examine(Plan plan, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(RuntimeChecks.examine(machine));
        findings.add(settings(plan.effective()));
        findings.addAll(DiskChecks.examine(plan, machine));
        findings.addAll(PortChecks.examine(plan, machine));
        findings.addAll(AddressChecks.examine(plan, machine));
        findings.addAll(TlsChecks.examine(plan, machine));
        findings.addAll(ClockCheck.examine(plan.timeServers(), machine));
        return List.copyOf(findings);
    }

    /** Without settings there is nothing to plan, and the machine alone is looked at. */
    public static List<Finding> examine(SettingsException wrong, List<String> timeServers, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(RuntimeChecks.examine(machine));
        findings.add(Finding.fail(
                SETTINGS,
                wrong.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")),
                "correct them: the server does not start with these, and nothing that depends on them was looked at"));
        findings.addAll(ClockCheck.examine(timeServers, machine));
        return List.copyOf(findings);
    }

    private static Finding settings(EffectiveSettings effective) {
        String file = effective.file().map(Object::toString).orElse("no file");
        return Finding.ok(SETTINGS, file + ", " + effective.differences());
    }
}
