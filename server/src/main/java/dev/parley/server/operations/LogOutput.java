package dev.parley.server.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the log looks and how much it says. Before settings are read, the environment or system properties
 * {@code PARLEY_LOGGING_FORMAT} and {@code PARLEY_LOGGING_LEVEL} decide; everything goes to standard error.
 */
public final class LogOutput {

    /** Lines for people, or one JSON object a line for collectors. */
    public enum Format {
        TEXT,
        JSON
    }

    private static final String CONFIGURATION = "/logback.xml";
    private static final String FORMAT = "PARLEY_LOGGING_FORMAT";

    private static final Set<Level> LEVELS = Set.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);

    private LogOutput() {}

    /** Changes the format; meant for the start, since lines of other threads may be lost while it changes. */
    public static void use(Format format) {
        use(format, context());
    }

    static void use(Format format, LoggerContext context) {
        Level level = context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel();
        URL configuration = Objects.requireNonNull(LogOutput.class.getResource(CONFIGURATION), CONFIGURATION);
        context.reset();
        context.putProperty(FORMAT, format.name().toLowerCase(Locale.ROOT));
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new IllegalStateException("the log's configuration is part of the program", e);
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    }

    /**
     * Changes the level at once; may be called while the server runs.
     *
     * @param level error, warn, info, debug or trace
     * @throws IllegalArgumentException for anything else
     */
    public static void level(String level) {
        level(level, context());
    }

    static void level(String level, LoggerContext context) {
        Level known = Level.toLevel(level, null);
        if (known == null || !LEVELS.contains(known)) {
            throw new IllegalArgumentException(
                    "the log level " + level + " is none of error, warn, info, debug and trace");
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(known);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
