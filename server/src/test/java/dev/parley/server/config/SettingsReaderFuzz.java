package dev.parley.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any file, any variables and any flags for settings: refused with problems of one line each, or settings that are the
 * same when they are printed and read again.
 */
class SettingsReaderFuzz {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private static Path directory;

    @FuzzTest
    @DictionaryEntries({
        "http:  listen: ",
        "api:  limits:    calls-per-second: {RemoveUser: 5}",
        "rooms:  ",
        "usage:  retention-days: 5",
        "media:  announce: [",
        "&a ",
        "*a",
        "!!str ",
        "? ",
        "- ",
        "<<: ",
        "---",
        "...",
        "%YAML 1.2",
        "|",
        "\"\\u0000\"",
        "1h30m",
        "10MiB"
    })
    void readsAnyFile(byte[] file) throws IOException {
        readsAny(new SettingsFile(directory), file, Map.of(), List.of());
    }

    /** Lines of NAME=value: a variable when the name begins with PARLEY_, else a flag. */
    @FuzzTest
    @DictionaryEntries({
        "PARLEY_HTTP_LISTEN=",
        "http.drain=1s",
        "rooms.publishers=",
        "usage.retention-days=",
        "media.announce=203.0.113.7,2001:db8::7",
        "api.limits.calls-per-second=RemoveUser=5,",
        "10MiB",
        "1h30m"
    })
    void readsAnyVariableAndFlag(byte[] bytes) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        List<Assignment> flags = new ArrayList<>();
        for (String line : new String(bytes, UTF_8).split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.startsWith(SettingsReader.PREFIX)) {
                environment.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (equals > 0) {
                flags.add(Assignment.ofSet(line));
            }
        }
        readsAny(new SettingsFile(directory), new byte[0], environment, flags);
    }

    private static void readsAny(
            SettingsFile file, byte[] content, Map<String, String> environment, List<Assignment> flags)
            throws IOException {
        Files.write(file.path, content);
        SettingsSources sources = new SettingsSources(file.path, environment, directory, flags, SettingsFile.ACTIONS);
        Settings settings;
        String printed;
        try {
            EffectiveSettings effective = SettingsReader.read(sources);
            settings = effective.settings();
            printed = SettingsText.print(effective);
        } catch (SettingsException refused) {
            assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.message())
                    .isNotBlank()
                    .doesNotContain("\n", "\r"));
            return;
        }
        assertThat(again(file, printed)).isEqualTo(settings);
    }

    private static Settings again(SettingsFile file, String printed) throws IOException {
        try {
            return file.holding(printed).read().settings();
        } catch (SettingsException refused) {
            throw new AssertionError("the printed settings are refused", refused);
        }
    }
}
