package dev.parley.server.access;

import java.time.Instant;

/**
 * A key pair of the cloud API.
 *
 * @param secretId {@code AKID} and 32 more characters of {@code [A-Za-z0-9]}
 * @param secretKey 32 characters of {@code [A-Za-z0-9]}
 * @param accountId the account (uin) that calls with it
 * @param name for people
 * @param enabled a disabled key is answered like an unknown one
 */
public record ApiKey(
        String secretId, String secretKey, long accountId, String name, boolean enabled, Instant createdAt) {

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "ApiKey[" + secretId + ", account " + accountId + (enabled ? "]" : ", disabled]");
    }
}
