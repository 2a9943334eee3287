package dev.parley.server.access;

/**
 * A temporary key with its token, which can be had this once.
 *
 * @param key signs like any other
 * @param token goes with each call as Token
 */
public record TemporaryCredential(ApiKey key, String token) {

    /** Never prints the secrets. */
    @Override
    public String toString() {
        return "TemporaryCredential[" + key + "]";
    }
}
