package dev.parley.server.signaling;

import dev.parley.server.config.TurnSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;

/** A server that was told of no STUN and TURN servers, for tests of something else. */
final class NoIceServers {

    private NoIceServers() {}

    static IceServers known() {
        try {
            return IceServers.of(TurnSettings.defaults(), InstantSource.fixed(Instant.EPOCH));
        } catch (IOException noSecretIsRead) {
            throw new UncheckedIOException(noSecretIsRead);
        }
    }
}
