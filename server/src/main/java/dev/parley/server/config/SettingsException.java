package dev.parley.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. The message holds every problem, one a line. */
public final class SettingsException extends Exception {

    private final transient List<Problem> problems;

    SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Never empty; those of the file in its order, then those of environment and flags. */
    public List<Problem> problems() {
        return problems;
    }
}
