package dev.parley.server.signaling;

import org.jspecify.annotations.Nullable;

/**
 * How the WHIP and WHEP door answers.
 *
 * @param publicBaseUrl what clients reach this server by, such as {@code https://media.example.org}, without trailing
 *     slash; null answers absolute paths instead of absolute URLs (spec/15 §3.3)
 * @param lenient accepts trickle requests without {@code If-Match}, as several clients send them (spec/15 §3.5)
 */
public record WhipSettings(@Nullable String publicBaseUrl, boolean lenient) {

    public WhipSettings {
        if (publicBaseUrl != null && !publicBaseUrl.matches("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?")) {
            throw new IllegalArgumentException("the public base URL must be like https://host[:port][/path], without "
                    + "trailing slash, query or fragment: " + publicBaseUrl);
        }
    }

    public static WhipSettings defaults() {
        return new WhipSettings(null, true);
    }

    /** A {@code Location} for a path; never relative, never with a query. */
    String location(String path) {
        return publicBaseUrl == null ? path : publicBaseUrl + path;
    }
}
