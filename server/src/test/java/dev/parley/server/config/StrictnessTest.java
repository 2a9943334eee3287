package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood is refused, at its place, with what to write instead. */
class StrictnessTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private SettingsFile file = new SettingsFile(Path.of(""));

    @BeforeEach
    void createFile() {
        file = new SettingsFile(directory);
    }

    @Test
    void everyProblemIsOneLineWhateverWasWritten() throws IOException {
        assertThat(file.holding("http: &\n").problems())
                .singleElement()
                .asString()
                .doesNotContain("\n");
        assertThat(file.holding("").problems(Map.of(), "http.\u001b[31m\r=1"))
                .singleElement()
                .asString()
                .contains("http.?[31m?");
    }

    /** In the texts, {@code |} ends a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // Names
                "http:|  listn: 127.0.0.1:1;2:3: http.listn: there is no such option; did you mean http.listen?",
                "htpp:|  listen: 127.0.0.1:1;1:1: htpp: there is no such option; did you mean http?",
                "metering:|  sdTier: false;"
                        + "2:3: metering.sdTier: there is no such option; did you mean metering.sd-tier?",
                "media:|  drain: 1s;2:3: media.drain: there is no such option; did you mean http.drain?",
                "bogus: 1;1:1: bogus: there is no such option",
                "http.listen: 127.0.0.1:1;1:1: http.listen: there is no such option; write its sections as names above",
                "http:|  drain: 1s|  drain: 2s;3:3: http.drain is given twice: keep one",
                "http:|  drain: 1s|http: {};3:1: http is given twice: keep one",
                "[http, drain]: 1s;1:1: a name must be a plain word",
                // Structure
                "- http;1:1: the file must hold options by name",
                "just words;1:1: the file must hold options by name",
                "http: 9000;1:7: http is a section: write its options below it, indented",
                "http: [9000];1:7: http is a section",
                "http:|  drain:|    seconds: 5;3:5: http.drain needs a duration such as 1h30m",
                "http:|  drain: ~;2:10: http.drain needs a duration such as 1h30m",
                "http:|\tdrain: 1s;2:1: a tab, where YAML wants blanks",
                "http:|  drain: 'open;"
                        + "2:15: this is no YAML: while scanning a quoted scalar, found unexpected end of stream",
                "http:|  listen: \"\\x;this is no YAML: an escape such as \\x41 is cut off",
                "http: {}|---|http: {};3:1: there is a second document in the file",
                "http: &h|  drain: 1s;1:7: http has the name &h: write the value itself, anchors are not allowed",
                "http:|  drain: *h;2:10: http.drain stands for *h: write the value itself",
                "http: !!java.net.URL {};1:7: http has the tag tag:yaml.org,2002:java.net.URL",
                "a: [[[[[[[[[[[[[[[[;1:12: a is nested too deeply",
                // Values
                "http:|  drain: 5;2:10: http.drain is \"5\": write a duration with its unit, such as 500ms, 15s, 10m",
                "http:|  drain: 11m;2:10: http.drain is \"11m\": write 0s to 10m",
                "http:|  drain: -1s;2:10: http.drain is \"-1s\": write a duration",
                "http:|  listen: 9000;2:11: http.listen is \"9000\": write HOST:PORT",
                "http:|  listen: here:65536;"
                        + "2:11: http.listen is \"here:65536\": the port must be a number from 0 to 65535",
                "http:|  listen: ::1:9000;2:11: http.listen is \"::1:9000\": an IPv6 address stands in brackets",
                "media:|  announce: 10.0.0.1;2:13: media.announce needs a list",
                "media:|  announce: [10.0.0.1, example.org];"
                        + "2:24: media.announce is \"example.org\": write an IP address",
                "metering:|  sd-tier: yes;2:12: metering.sd-tier is \"yes\": write true or false",
                "metering:|  sd-tier: 1;2:12: metering.sd-tier is \"1\": write true or false",
                "metering:|  mode: both;2:9: metering.mode is \"both\": write aggregate or per-stream",
                "metering:|  stall-timeout: 0s;2:18: metering.stall-timeout is \"0s\": write 1s to 1m",
                "rooms:|  publishers: 0;2:15: rooms.publishers is \"0\": write 1 to 10000",
                "rooms:|  publishers: 1.5;2:15: rooms.publishers is \"1.5\": write a whole number",
                "rooms:|  publishers: 99999999999;2:15: rooms.publishers is \"99999999999\": the number is too great",
                "audit:|  maximum-size: 64;2:17: audit.maximum-size is \"64\": write a number with B, KB, MB or GB",
                "audit:|  maximum-size: 1KB;2:17: audit.maximum-size is \"1KB\": write 64KB to 16GB",
                "api:|  language: en;2:13: api.language is \"en\": write en-US or zh-CN",
                "server:|  utc-offset: 8;2:15: server.utc-offset is \"8\": write an offset with sign",
                "server:|  data-directory: '';2:19: server.data-directory is \"\": write a text that isn't empty",
                // Meaning
                "server:|  utc-offset: +08:07;2:3: server.utc-offset is \"+08:07\": write a multiple of five minutes",
                "http:|  tls:|    key: k.pem;3:5: http.tls needs both certificate and key",
                "rooms:|  suspect-after: 30s;"
                        + "2:3: rooms.suspect-after is \"30s\": write less than rooms.whip-timeout, 30s",
                "operations:|  listen: 127.0.0.1:9000;"
                        + "2:3: operations.listen is \"127.0.0.1:9000\": http.listen has that",
                "whip:|  public-base-url: https://a.example/;2:3: whip: the public base URL must be like https://host",
                "api:|  trusted-proxies: [10.0.0.0/33];"
                        + "2:3: api.trusted-proxies holds \"10.0.0.0/33\", which is no network",
                "api:|  trusted-proxies: [10.0.0.1];2:3: api.trusted-proxies holds \"10.0.0.1\", which is no network",
                "api:|  cors-origins: [\"*\"];2:3: api.cors-origins holds \"*\", which is no origin",
                "api:|  signature:|    external-hosts: [\"http://a\"];"
                        + "3:5: api.signature.external-hosts holds \"http://a\"",
                "turn:|  secret-file: s|  uris: [turn.example.org];"
                        + "3:3: turn.uris holds \"turn.example.org\", which is no such server",
                "turn:|  secret-file: s|  uris: [\"turn:a?transport=sctp\"];"
                        + "3:3: turn.uris holds \"turn:a?transport=sctp\"",
                "turn:|  uris: [\"turn:a\"];2:3: turn.uris needs turn.secret-file",
                "turn:|  stun-uris: [\"turn:a\"];2:3: turn.stun-uris holds \"turn:a\", which is no such server",
                "turn:|  stun-uris: [stun:a, stun:b, stun:c, stun:d, stun:e, stun:f, stun:g, stun:h, stun:i];"
                        + "2:3: turn.stun-uris holds 9 servers: write at most 8",
                "turn:|  lifetime: 10s;2:13: turn.lifetime is \"10s\": write 5m to 7d",
                "api:|  limits:|    calls-per-second: {RemoveUsr: 5};3:5: "
                        + "api.limits.calls-per-second.RemoveUsr: there is no such action; did you mean RemoveUser?",
                "api:|  limits:|    calls-per-second: {RemoveUser: -1};"
                        + "3:36: api.limits.calls-per-second.RemoveUser is \"-1\"",
                "api:|  limits:|    calls-per-second: 5;3:23: api.limits.calls-per-second needs names with values",
            })
    void tellsWhereAndWhatIsWrong(String text, String problem) throws IOException {
        file.holding(text.replace("|", "\n"));

        assertThat(file.problems()).hasSize(1);
        assertThat(file.problems().getFirst()).startsWith(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but words\n", "---\n", "{}", "http:\n", "~\n"})
    void aFileThatSaysNothingLeavesTheDefaults(String text) throws Exception {
        assertThat(file.holding(text).read().settings()).isEqualTo(Settings.defaults());
    }

    @Test
    void tellsEveryProblemOfEverySourceAtOnce() throws IOException {
        file.holding("""
                http:
                  drain: soon
                  lissten: 127.0.0.1:1
                rooms:
                  publishers: many
                  suspect-after: 1m
                """);

        assertThat(file.problems(Map.of("PARLEY_HTTP_LISTEN", "9000", "PARLEY_HTTP_DRAIM", "1s"), "usage.a=1"))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("2:10: http.drain is \"soon\""),
                        problem -> assertThat(problem).startsWith("3:3: http.lissten: there is no such option"),
                        problem -> assertThat(problem).startsWith("5:15: rooms.publishers is \"many\""),
                        problem -> assertThat(problem)
                                .isEqualTo("environment PARLEY_HTTP_DRAIM: there is no such option;"
                                        + " did you mean PARLEY_HTTP_DRAIN?"),
                        problem -> assertThat(problem)
                                .startsWith("environment PARLEY_HTTP_LISTEN: http.listen is \"9000\""),
                        problem -> assertThat(problem).startsWith("--set: usage.a: there is no such option"),
                        problem -> assertThat(problem).startsWith("6:3: rooms.suspect-after is \"1m\""));
    }

    @Test
    void aValueNobodyCanReadCausesNoSecondProblem() throws IOException {
        file.holding("rooms:\n  whip-timeout: long\n  suspect-after: 45s\n");

        assertThat(file.problems()).hasSize(1);
    }

    @Test
    void refusesFilesThatAreNoText() throws IOException {
        Files.write(file.path, "http: {} # caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.problems()).containsExactly("the file is not UTF-8 text");

        file.holding("#".repeat(256 * 1024 + 1));
        assertThat(file.problems()).containsExactly("the file is larger than 262144 bytes");

        file.holding("http: \u0000");
        assertThat(file.problems()).hasSize(1);
        assertThat(file.problems().getFirst()).contains("this is no YAML");
    }
}
