package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed can be read back. */
class SettingsTextTest {

    /** A commented line that holds an option; words for people have a blank after their sign. */
    private static final Pattern COMMENTED_OPTION = Pattern.compile("(?m)^( *)#(?=[a-z])");

    /** Unlike the defaults in every form a value has. */
    private static final Map<String, String> UNUSUAL = Map.ofEntries(
            Map.entry("server.data-directory", "/var/lib/a \"quoted\" # name"),
            Map.entry("server.utc-offset", "-03:30"),
            Map.entry("http.listen", "[::1]:0"),
            Map.entry("http.drain", "1m500ms"),
            Map.entry("http.tls.certificate", "c:\\chain.pem"),
            Map.entry("http.tls.key", "key.pem"),
            Map.entry("media.announce", "203.0.113.7,2001:db8::7"),
            Map.entry("turn.uris", "turn:turn.example.org:3478?transport=udp,turns:[2001:db8::7]:443?transport=tcp"),
            Map.entry("turn.secret-file", "/etc/parley/turn secret"),
            Map.entry("operations.listen", ""),
            Map.entry("api.region.home", "null"),
            Map.entry("api.region.extra", "no,1_000,b"),
            Map.entry("api.limits.calls-per-second", "RemoveUser=0,DescribeTrtcUsage=50"),
            Map.entry("api.language", "zh-CN"),
            Map.entry("metering.mode", "per-stream"),
            Map.entry("metering.sd-tier", "false"),
            Map.entry("rooms.live-linger", "0s"),
            Map.entry("whip.public-base-url", "https://media.example.org/rtc"),
            Map.entry("audit.maximum-size", "1536KB"),
            Map.entry("logging.format", "json"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    @Test
    void theSampleChangesNothingAsItStands() throws Exception {
        EffectiveSettings read =
                new SettingsFile(directory).holding(SettingsText.sample()).read();

        assertThat(read.settings()).isEqualTo(Settings.defaults());
        assertThat(read.origins().values()).containsOnly(new Origin.Default());
    }

    @Test
    void theSampleWithEveryOptionUncommentedIsTheDefaultsToo() throws Exception {
        String uncommented = COMMENTED_OPTION.matcher(SettingsText.sample()).replaceAll("$1");

        EffectiveSettings read =
                new SettingsFile(directory).holding(uncommented).read();

        assertThat(read.settings()).isEqualTo(Settings.defaults());
        assertThat(read.origins().values()).allMatch(Origin.InFile.class::isInstance);
    }

    @Test
    void theSampleExplainsEveryOption() {
        String sample = SettingsText.sample().replaceAll("\\n *# ", " ");

        for (Option option : SettingsTree.options().values()) {
            assertThat(sample)
                    .contains(option.description())
                    .contains(option.variable())
                    .contains("#" + option.name() + ":");
        }
        assertThat(sample)
                .contains("from 0s to 10m")
                .contains("Applies at once")
                .contains("Applies to sessions that begin afterwards")
                .contains("Applies after a restart");
    }

    @Test
    void whatIsPrintedSaysTheSameWhenItIsRead() throws Exception {
        Settings unusual = Settings.defaultsBut(UNUSUAL);
        EffectiveSettings printed = new EffectiveSettings(
                unusual, new SettingsFile(directory).holding("").read().origins(), Optional.empty());

        EffectiveSettings read =
                new SettingsFile(directory).holding(SettingsText.print(printed)).read();

        assertThat(read.settings()).isEqualTo(unusual);
        assertThat(read.changed()).isEqualTo(UNUSUAL.size());
    }

    @Test
    void whatIsPrintedSaysWhereEachValueCameFrom() throws Exception {
        SettingsFile file = new SettingsFile(directory).holding("http:\n  drain: 1s\n");
        EffectiveSettings effective =
                SettingsReader.read(file.sources(Map.of("PARLEY_LOGGING_LEVEL", "debug"), "rooms.publishers=7"));

        assertThat(SettingsText.print(effective).lines())
                .contains("  drain: 1s  # " + file.path + ":2:3; applies after a restart")
                .contains("  level: debug  # environment PARLEY_LOGGING_LEVEL; applies at once")
                .contains("  publishers: 7  # --set; applies to sessions that begin afterwards")
                .contains("    certificate:  # default; applies after a restart")
                .contains("  utc-offset: \"+08:00\"  # default; applies after a restart");
    }

    /** {@code -Dparley.write=true} writes it anew. */
    @Test
    void theSampleInTheDocumentsIsTheOneThatIsPrinted() throws IOException {
        Path committed = root().resolve("docs/parley.sample.yaml");
        if (Boolean.getBoolean("parley.write")) {
            Files.writeString(committed, SettingsText.sample());
        }

        assertThat(committed).as("rewrite it with -Dparley.write=true").hasContent(SettingsText.sample());
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs"))) {
            folder = Objects.requireNonNull(folder.getParent(), "not run inside a checkout");
        }
        return folder;
    }
}
