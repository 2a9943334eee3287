package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.SettingsSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogSettingsTest {

    @Test
    void theLogFollowsTheSettingsWhileTheServerRuns(@TempDir Path directory) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        Path file = Files.writeString(directory.resolve("parley.yaml"), "logging: {level: error}");
        LiveSettings live = LiveSettings.open(new SettingsSources(file, Map.of(), directory, List.of(), Set.of()));
        try {
            LogSettings.follow(live);
            assertThat(root.getLevel()).isEqualTo(Level.ERROR);

            Files.writeString(file, "logging: {level: warn}");
            live.reload();
            assertThat(root.getLevel()).isEqualTo(Level.WARN);
        } finally {
            root.setLevel(before);
        }
    }
}
