package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import org.jspecify.annotations.Nullable;

/** The pages for operators. */
@Description("Health, metrics and status pages for operators. They ask for no password: keep them off public networks.")
public record OperationsSettings(
        @Description("Where they listen, HOST:PORT; empty switches them off.") @Applies(RESTART) @Nullable
        HostPort listen) {

    public static OperationsSettings defaults() {
        return new OperationsSettings(new HostPort("127.0.0.1", 9001));
    }
}
