package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {

    @ParameterizedTest
    @CsvSource({"0s,0", "500ms,500", "15s,15000", "1h30m,5400000", "1d1ms,86400001", "2m,120000"})
    void durationsAreWrittenAsTheyAreRead(String text, long milliseconds) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(milliseconds));
        assertThat(DurationText.of(Duration.ofMillis(milliseconds))).isEqualTo(text);
    }

    @Test
    void durationsComeInTheirGreatestUnits() {
        assertThat(DurationText.of(DurationText.parse("90s"))).isEqualTo("1m30s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "s", "1s1h", "1s1s", "1.5s", "-1s", "1w", "9999999999s"})
    void otherDurationsAreRefused(String text) {
        assertThatThrownBy(() -> DurationText.parse(text)).hasMessageContaining("write a duration with its unit");
    }

    @ParameterizedTest
    @CsvSource({"0B,0", "1B,1", "1KB,1024", "64MB,67108864", "3GB,3221225472", "1025B,1025"})
    void sizesAreWrittenAsTheyAreRead(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "64mb", "64 MB", "-1MB", "1TB", "1.5MB"})
    void otherSizesAreRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).hasMessageContaining("such as 64MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9000", "[::1]:0", "localhost:65535"})
    void addressesAreWrittenAsTheyAreRead(String text) {
        assertThat(HostPort.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9000", ":9000", "host:", "host:x", "host:65536", "host:-1", "::1:9000", "a b:1"})
    void otherAddressesAreRefused(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHostNobodyKnowsIsSaidWhenItIsLookedUp() {
        assertThatThrownBy(() -> new HostPort("no-such-host.invalid", 1).resolve())
                .hasMessage("cannot listen on no-such-host.invalid:1: the host no-such-host.invalid is not known");
    }

    @Test
    void suggestsWhatIsNear() {
        List<String> keys = List.of("http.listen", "media.listen", "http.drain", "metering.sd-tier");

        assertThat(Suggestion.text("http.listne", keys)).isEqualTo("; did you mean http.listen?");
        assertThat(Suggestion.text("metering.sdTier", keys)).isEqualTo("; did you mean metering.sd-tier?");
        assertThat(Suggestion.text("server.drain", keys)).isEqualTo("; did you mean http.drain?");
        assertThat(Suggestion.text("something.else", keys)).isEmpty();
        assertThat(Suggestion.text("http.listen".repeat(100), keys)).isEmpty();
    }
}
