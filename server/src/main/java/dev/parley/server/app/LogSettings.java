package dev.parley.server.app;

import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.LoggingSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.operations.LogOutput;
import java.util.Locale;

/** How the log looks and how much it says, by the settings in force. */
final class LogSettings {

    private LogSettings() {}

    /** Chooses the format, and sets the level now and after each change. */
    static void follow(LiveSettings live) {
        if (live.current().logging().format() == LoggingSettings.Format.JSON) {
            LogOutput.use(LogOutput.Format.JSON);
        }
        setLevel(live.current());
        live.onChange(LogSettings::setLevel);
    }

    private static void setLevel(Settings settings) {
        LogOutput.level(settings.logging().level().name().toLowerCase(Locale.ROOT));
    }
}
