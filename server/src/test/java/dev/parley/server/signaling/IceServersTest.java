package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.config.TurnSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IceServersTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T02:00:00Z"));
    private static final List<String> RELAYS =
            List.of("turns:turn.example.org:443?transport=tcp", "turn:turn.example.org:3478?transport=udp");
    private static final List<String> STUN = List.of("stun:stun.example.org:3478");

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private IceServers withSecret(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content);
        return IceServers.of(new TurnSettings(RELAYS, file, Duration.ofDays(1), STUN), CLOCK);
    }

    /** Credentials as {@code openssl dgst -sha1 -hmac} makes them of the names. */
    @Test
    void credentialsAreTheNamesHmacUnderTheSharedSecret() throws Exception {
        IceServers servers = withSecret("north-wind\n");

        assertThat(servers.of("obs1"))
                .containsExactly(
                        new IceServer(STUN, null, null),
                        new IceServer(RELAYS, "1795485600:obs1", "AX2THvCzNt25D9LJJZsddKFcjio="));
        assertThat(servers.of("a,\"ü"))
                .contains(new IceServer(RELAYS, "1795485600:a%2C%22%C3%BC", "ykBPAk5fb3qPU/L3+zRFcz7//ok="));
    }

    @Test
    void namesStayWithinWhatTurnAllows() throws Exception {
        assertThat(withSecret("north-wind").of("ü".repeat(127)).getLast().username())
                .hasSizeLessThan(512)
                .startsWith("1795485600:%C3%BC");
    }

    @Test
    void strangersLearnNothingThatNeedsCredentials() throws Exception {
        assertThat(withSecret("north-wind").open()).containsExactly(new IceServer(STUN, null, null));
    }

    @Test
    void withoutSettingsThereAreNone() throws Exception {
        IceServers none = IceServers.of(TurnSettings.defaults(), CLOCK);

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.of("obs1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two\nlines", "long"})
    void aFileWithoutOneSecretIsRefused(String content) {
        String text = content.equals("long") ? "x".repeat(4_097) : content;

        assertThatThrownBy(() -> withSecret(text))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("turn.secret-file", directory.toString(), "is not one line of text");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        TurnSettings settings = new TurnSettings(RELAYS, directory.resolve("nothing"), Duration.ofDays(1), List.of());

        assertThatThrownBy(() -> IceServers.of(settings, CLOCK))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("nothing", "turn.secret-file", "cannot be read");
    }

    @Test
    void linksNameOneServerEachAndThoseOverTlsLast() throws Exception {
        String credentials = "; rel=\"ice-server\"; username=\"1795485600:obs1\";"
                + " credential=\"AX2THvCzNt25D9LJJZsddKFcjio=\"; credential-type=\"password\"";

        assertThat(IceServerLinks.of(withSecret("north-wind").of("obs1")))
                .containsExactly(
                        "<stun:stun.example.org:3478>; rel=\"ice-server\"",
                        "<turn:turn.example.org:3478?transport=udp>" + credentials,
                        "<turns:turn.example.org:443?transport=tcp>" + credentials);
    }
}
