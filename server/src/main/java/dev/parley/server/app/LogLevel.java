package dev.parley.server.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import org.slf4j.LoggerFactory;

/** How much the log says, by the settings in force. */
final class LogLevel {

    private LogLevel() {}

    /** Sets the level now and after each change. */
    static void follow(LiveSettings live) {
        set(live.current());
        live.onChange(LogLevel::set);
    }

    private static void set(Settings settings) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME))
                .setLevel(Level.valueOf(settings.logging().level().name()));
    }
}
