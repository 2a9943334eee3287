package dev.parley.server.access.policy;

import java.util.List;

/** A policy that was read and found right. Immutable; made by {@link PolicyParser}. */
public final class Policy {

    private final List<Statement> statements;

    Policy(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    List<Statement> statements() {
        return statements;
    }

    /** How many statements it has, at least one. */
    public int size() {
        return statements.size();
    }
}
