package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TURN servers that clients are told of, and how their credentials are made (docs/turn.md). */
@Description("TURN servers for clients whose network lets nothing through to the media port; see docs/turn.md.")
public record TurnSettings(
        @Description("The servers, the best first, such as turn:turn.example.org:3478?transport=udp or"
                + " turns:turn.example.org:443?transport=tcp.")
        @Applies(RESTART)
        List<String> uris,

        @Description("A file that holds the secret shared with these servers and nothing else;"
                + " coturn calls it static-auth-secret.")
        @Applies(RESTART)
        @Nullable
        Path secretFile,

        @Description("How long a client's credentials are good for beginning a relayed connection; one that has begun"
                + " goes on.")
        @Applies(RESTART)
        @Bounds(min = "5m", max = "7d")
        Duration lifetime,

        @Description("STUN servers, such as stun:stun.example.org:3478. Parley itself needs none, whatever stands"
                + " between it and its clients.")
        @Applies(RESTART)
        List<String> stunUris) {

    public TurnSettings {
        uris = List.copyOf(uris);
        stunUris = List.copyOf(stunUris);
    }

    public static TurnSettings defaults() {
        return new TurnSettings(List.of(), null, Duration.ofDays(1), List.of());
    }
}
