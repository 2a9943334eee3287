package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import org.jspecify.annotations.Nullable;

/** How the WHIP and WHEP door answers (spec/15 §3.3, §3.5). */
@Description("How WHIP and WHEP are answered.")
public record WhipSettings(
        @Description("What clients reach this server by, such as https://media.example.org, without trailing slash;"
                + " empty answers absolute paths instead of absolute URLs.")
        @Applies(RESTART)
        @Nullable
        String publicBaseUrl,

        @Description("Accepts trickle requests without If-Match, as several clients send them.") @Applies(RESTART)
        boolean lenient) {

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
    public String location(String path) {
        return publicBaseUrl == null ? path : publicBaseUrl + path;
    }
}
