package dev.parley.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Counting within a clock second (spec/06 §3). */
class SecondWindowTest {

    private static final Instant AT = Instant.ofEpochSecond(1_772_424_000);

    private final SecondWindow<String> window = new SecondWindow<>();

    @Test
    void eachSecondBeginsAtNothing() {
        assertThat(window.count("a", AT)).isEqualTo(1);
        assertThat(window.count("a", AT.plusMillis(999))).isEqualTo(2);
        assertThat(window.count("b", AT)).isEqualTo(1);
        assertThat(window.count("a", AT.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void whoReadTheClockBeforeTheOthersDoesNotEndTheirSecond() {
        assertThat(window.count("a", AT)).isEqualTo(1);
        assertThat(window.count("a", AT.minusMillis(1))).isEqualTo(2);
        assertThat(window.count("a", AT)).isEqualTo(3);
    }

    @Test
    void aClockThatWasSetBackStartsAnew() {
        assertThat(window.count("a", AT)).isEqualTo(1);
        assertThat(window.count("a", AT.minusSeconds(3600))).isEqualTo(1);
    }
}
