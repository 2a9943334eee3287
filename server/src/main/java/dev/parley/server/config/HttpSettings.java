package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The door for the cloud API, WHIP and WHEP. */
@Description("The door for the cloud API, WHIP and WHEP.")
public record HttpSettings(
        @Description("Where plain HTTP listens, HOST:PORT; port 0 takes a free one; empty switches it off.")
        @Applies(RESTART)
        @Nullable
        HostPort listen,

        @Description("How long the server goes on when it is told to stop: /readyz says 503 and API calls are answered "
                + "ServiceUnavailable, so that load balancers have the time to look elsewhere.")
        @Applies(RESTART)
        @Bounds(min = "0s", max = "10m")
        Duration stopDelay,

        @Description("How long requests in progress may take to end when the server stops.")
        @Applies(RESTART)
        @Bounds(min = "0s", max = "10m")
        Duration drain,

        Tls tls) {

    public static HttpSettings defaults() {
        return new HttpSettings(
                new HostPort("127.0.0.1", 9000),
                Duration.ZERO,
                Duration.ofSeconds(5),
                new Tls(new HostPort("127.0.0.1", 9443), null, null));
    }

    /** Both files or none; without them nothing listens for HTTPS. */
    @Description(
            "HTTPS, beside plain HTTP or alone: both files or none. New content of the files is taken up by itself.")
    public record Tls(
            @Description("Where HTTPS listens, once there are both files, HOST:PORT; port 0 takes a free one.")
            @Applies(RESTART)
            HostPort listen,

            @Description("The certificate chain in PEM, the server's own certificate first.")
            @Applies(RESTART)
            @Nullable
            Path certificate,

            @Description("The certificate's private key in PEM.") @Applies(RESTART) @Nullable
            Path key) {

        public boolean enabled() {
            return certificate != null && key != null;
        }
    }
}
