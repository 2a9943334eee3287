package dev.parley.server.load;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Plans as the command line makes them. */
final class Plans {

    private Plans() {}

    static LoadPlan of(String... arguments) {
        PlanOptions options = new PlanOptions();
        new CommandLine(CommandSpec.create().addMixin("plan", CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options.plan();
    }
}
