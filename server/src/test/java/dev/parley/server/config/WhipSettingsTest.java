package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WhipSettingsTest {

    @Test
    void locationsAreAbsolutePathsOrAbsoluteUrls() {
        assertThat(WhipSettings.defaults().location("/v2/session/x")).isEqualTo("/v2/session/x");
        assertThat(new WhipSettings("http://media.example.org:8080", true).location("/v2/session/x"))
                .isEqualTo("http://media.example.org:8080/v2/session/x");
        assertThat(new WhipSettings("https://example.org/rtc", true).location("/v2/session/x"))
                .isEqualTo("https://example.org/rtc/v2/session/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "media.example.org", "https://", "https://a/", "https://a/b/", "https://a?b=c", "ftp://a"})
    void refusesBaseUrlsThatWouldMakeBadLocations(String url) {
        assertThatThrownBy(() -> new WhipSettings(url, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public base URL");
    }
}
