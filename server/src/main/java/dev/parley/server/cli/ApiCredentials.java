package dev.parley.server.cli;

import java.net.URI;

/**
 * Where to call and as whom.
 *
 * @param endpoint scheme, host and port, such as {@code http://127.0.0.1:9000}
 */
public record ApiCredentials(URI endpoint, String region, String secretId, String secretKey) {

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "ApiCredentials[" + endpoint + ", " + region + ", " + secretId + "]";
    }
}
