package dev.parley.server.rooms;

import java.time.Instant;

/**
 * An application, the unit of isolation (spec/10 §1.1).
 *
 * @param sdkAppId 1..2^53-1
 * @param accountId the account that owns it
 * @param name for people
 * @param secretKey HMAC key text of UserSig and PrivateMapKey, 64 lower-case hex characters
 * @param enabled false refuses every entry (-100013)
 */
public record Application(
        long sdkAppId, long accountId, String name, String secretKey, boolean enabled, Instant createdAt) {

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "Application[" + sdkAppId + ", " + name + (enabled ? "]" : ", disabled]");
    }
}
