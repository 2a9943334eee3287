package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which source wins, and which file is read. */
class PrecedenceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private SettingsSources sources(Map<String, String> environment) {
        return new SettingsSources(null, environment, directory, List.of(), Set.of());
    }

    @Test
    void laterSourcesWinAndEachOptionKnowsItsOwn() throws Exception {
        SettingsFile file = new SettingsFile(directory).holding("""
                http:
                  drain: 1s
                rooms:
                  publishers: 1
                  live-capacity: 1
                """);
        Map<String, String> environment = Map.of("PARLEY_HTTP_DRAIN", "2s", "PARLEY_ROOMS_PUBLISHERS", "2");

        EffectiveSettings effective = SettingsReader.read(file.sources(environment, "http.drain=3s"));

        assertThat(effective.settings().http().drain()).isEqualTo(Duration.ofSeconds(3));
        assertThat(effective.settings().rooms().publishers()).isEqualTo(2);
        assertThat(effective.settings().rooms().liveCapacity()).isEqualTo(1);
        assertThat(effective.settings().usage()).isEqualTo(UsageSettings.defaults());
        assertThat(effective.origins())
                .containsEntry("http.drain", new Origin.Flag("--set"))
                .containsEntry("rooms.publishers", new Origin.Environment("PARLEY_ROOMS_PUBLISHERS"))
                .containsEntry("rooms.live-capacity", new Origin.InFile(file.path, 5, 3))
                .containsEntry("usage.retention-days", new Origin.Default());
        assertThat(effective.changed()).isEqualTo(3);
    }

    @Test
    void aLaterSourceReplacesListsAndMapsWhole() throws Exception {
        SettingsFile file = new SettingsFile(directory).holding("""
                media:
                  announce: [203.0.113.7, "2001:db8::7"]
                api:
                  region:
                    extra: [one, other]
                  limits:
                    calls-per-second: {RemoveUser: 1, DescribeTrtcUsage: 2}
                """);
        Map<String, String> environment = Map.of(
                "PARLEY_API_REGION_EXTRA", "a, b",
                "PARLEY_API_LIMITS_CALLS_PER_SECOND", "RemoveUser=7",
                "PARLEY_MEDIA_ANNOUNCE", "");

        Settings settings = SettingsReader.read(file.sources(environment)).settings();

        assertThat(settings.api().region().extra()).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.api().limits().callsPerSecond()).isEqualTo(Map.of("RemoveUser", 7));
        assertThat(settings.media().announce()).isEmpty();
        assertThat(file.read().settings().api().limits().callsPerSecond()).hasSize(2);
        assertThat(file.read().settings().media().announce()).hasSize(2);
    }

    @Test
    void anEmptyTextIsNothingWhereNothingIsAllowed() throws Exception {
        Settings settings = SettingsReader.read(sources(Map.of("PARLEY_OPERATIONS_LISTEN", "")))
                .settings();

        assertThat(settings.operations().listen()).isNull();
        assertThatThrownBy(() -> SettingsReader.read(sources(Map.of("PARLEY_MEDIA_LISTEN", ""))))
                .hasMessageContaining("write HOST:PORT");
        assertThatThrownBy(() -> SettingsReader.read(sources(Map.of("PARLEY_HTTP_LISTEN", ""))))
                .hasMessageContaining("nothing would listen");
    }

    @Test
    void readsTheFileGivenElseTheVariablesElseTheOneInTheWorkingDirectory() throws Exception {
        Path given = Files.writeString(directory.resolve("given.yaml"), "http: {drain: 1s}");
        Files.writeString(directory.resolve("named.yaml"), "http: {drain: 2s}");
        Map<String, String> named = Map.of("PARLEY_CONFIG", "named.yaml");

        assertThat(drain(sources(Map.of()))).isEqualTo(HttpSettings.defaults().drain());
        Files.writeString(directory.resolve("parley.yaml"), "http: {drain: 3s}");
        assertThat(drain(sources(Map.of()))).isEqualTo(Duration.ofSeconds(3));
        assertThat(drain(sources(named))).isEqualTo(Duration.ofSeconds(2));
        assertThat(drain(new SettingsSources(given, named, directory, List.of(), Set.of())))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private static Duration drain(SettingsSources sources) throws SettingsException {
        return SettingsReader.read(sources).settings().http().drain();
    }

    @Test
    void aFileThatWasAskedForMustBeThere() throws IOException {
        Path absent = directory.resolve("absent.yaml");

        assertThatThrownBy(() -> SettingsReader.read(sources(Map.of("PARLEY_CONFIG", absent.toString()))))
                .isInstanceOf(SettingsException.class)
                .hasMessage(absent + ": there is no such file");
        Files.createDirectory(absent);
        assertThatThrownBy(() -> SettingsReader.read(sources(Map.of("PARLEY_CONFIG", absent.toString()))))
                .hasMessage(absent + ": the file cannot be read");
    }

    @Test
    void variablesOfOthersAreLeftAlone() throws Exception {
        Map<String, String> others = Map.of(
                "PATH", "/bin",
                "PARLEY_JAVA_OPTIONS", "-Xmx1g",
                "PARLEY_JAVA_HOME", "/opt/jdk",
                "PARLEY_CHROMIUM", "/usr/bin/chromium",
                "PARLEY_SERVICE_HOST", "10.0.0.1",
                "PARLEY_SERVICE_PORT_HTTP", "9000",
                "PARLEY_PORT", "tcp://10.0.0.1:9000",
                "PARLEY_PORT_9000_TCP_ADDR", "10.0.0.1");

        assertThat(SettingsReader.read(sources(others)).settings()).isEqualTo(Settings.defaults());
        assertThatThrownBy(() -> SettingsReader.read(sources(Map.of("PARLEY_PORT", "9000"))))
                .hasMessageContaining("environment PARLEY_PORT: there is no such option");
    }

    @Test
    void assignmentsHaveAKeyAndAValue() {
        assertThat(Assignment.ofSet("a.b=c=d")).isEqualTo(new Assignment("a.b", "c=d", "--set"));
        assertThatThrownBy(() -> Assignment.ofSet("a.b")).hasMessageContaining("--set KEY=VALUE");
        assertThatThrownBy(() -> Assignment.ofSet("=b")).isInstanceOf(IllegalArgumentException.class);
    }
}
