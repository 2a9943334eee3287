package dev.parley.server.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Looks at everything, in the order in which problems are best mended. */
public final class Doctor {

    private Doctor() {}

    public static List<Finding> examine(Plan plan, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(RuntimeChecks.examine(machine));
        findings.addAll(DiskChecks.examine(plan, machine));
        findings.addAll(PortChecks.examine(plan, machine));
        findings.addAll(AddressChecks.examine(plan, machine));
        findings.addAll(TlsChecks.examine(plan, machine));
        findings.addAll(ClockCheck.examine(plan, machine));
        return List.copyOf(findings);
    }
}
