package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTreeTest {

    @Test
    void everyOptionAndSectionSaysWhatItIsFor() {
        assertThat(SettingsTree.options()).hasSizeGreaterThan(40);
        assertThat(SettingsTree.options().values())
                .allSatisfy(option -> assertThat(option.description()).endsWith("."));
        sections(SettingsTree.root().parts());
    }

    private static void sections(List<SettingsTree.Part> parts) {
        for (SettingsTree.Part part : parts) {
            if (part instanceof SettingsTree.Section section) {
                assertThat(section.description()).as(section.key()).endsWith(".");
                sections(section.parts());
            }
        }
    }

    @Test
    void everyAmountHasBoundsThatItsDefaultKeeps() {
        Set<Class<?>> amounts = Set.of(Integer.class, Duration.class, ByteSize.class);
        for (Option option : SettingsTree.options().values()) {
            if (option.notation().order() != null) {
                assertThat(option.bounds()).as(option.key()).isNotNull();
            }
            if (option.defaultValue() != null
                    && amounts.contains(option.defaultValue().getClass())) {
                assertThat(option.notation().order()).as(option.key()).isNotNull();
            }
        }
    }

    @Test
    void everyOptionHasAVariableOfItsOwn() {
        List<String> variables =
                SettingsTree.options().values().stream().map(Option::variable).toList();

        assertThat(variables).doesNotHaveDuplicates().contains("PARLEY_API_REGION_HOME", "PARLEY_HTTP_TLS_KEY");
    }

    @Test
    void keysAreWrittenWithDashes() {
        assertThat(SettingsTree.options().keySet())
                .allMatch(key -> key.matches("[a-z]+(\\.[a-z]+(-[a-z]+)*)+"))
                .contains("metering.sd-tier", "server.utc-offset", "api.limits.account-calls-per-second-all-regions");
    }

    @Test
    void takenApartAndBuiltAgainTheSettingsAreTheSame() {
        Settings unusual = Settings.defaultsBut(Map.of("http.tls.key", "k", "http.tls.certificate", "c"));

        assertThat(SettingsTree.build(SettingsTree.values(unusual))).isEqualTo(unusual);
        assertThat(unusual.http().tls())
                .isEqualTo(new HttpSettings.Tls(new HostPort("127.0.0.1", 9443), Path.of("c"), Path.of("k")));
        assertThat(unusual.api()).isEqualTo(ApiSettings.defaults());
    }

    @Test
    void exceptionsToTheDefaultsAreCheckedToo() {
        assertThatThrownBy(() -> Settings.defaultsBut(Map.of("http.listn", "127.0.0.1:0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean http.listen?");
    }
}
