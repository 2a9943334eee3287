package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.LIVE;
import static dev.parley.server.config.Applies.When.RESTART;

/** What the server says about its work, on standard error. */
@Description("What the server says about its work, on standard error.")
public record LoggingSettings(
        @Description("Lines for people, or one JSON object a line.") @Applies(RESTART)
        Format format,

        @Description("The least serious messages that are shown.") @Applies(LIVE)
        Level level) {

    public enum Format {
        TEXT,
        JSON
    }

    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public static LoggingSettings defaults() {
        return new LoggingSettings(Format.TEXT, Level.INFO);
    }
}
