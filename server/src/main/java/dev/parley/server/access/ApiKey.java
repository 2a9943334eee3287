package dev.parley.server.access;

import dev.parley.server.access.policy.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key pair of the cloud API, long-term or temporary (spec/02 §9).
 *
 * @param secretId {@code AKID} and 32 more characters of {@code [A-Za-z0-9]}
 * @param secretKey 32 characters of {@code [A-Za-z0-9]}
 * @param accountId the account (owner uin) that calls with it
 * @param uin the user it belongs to; the account's own number for a key of the owner
 * @param name for people
 * @param enabled a disabled key is answered like an unknown one
 * @param token what a temporary key must be sent with; null for a long-term key
 */
public record ApiKey(
        String secretId,
        String secretKey,
        long accountId,
        long uin,
        String name,
        boolean enabled,
        Instant createdAt,
        @Nullable StoredToken token) {

    public Caller caller() {
        return new Caller(accountId, uin);
    }

    public boolean isTemporary() {
        return token != null;
    }

    /** Whether what came as Token belongs to this key now; a long-term key comes without (spec/02 §8). */
    public boolean acceptsToken(@Nullable String given, Instant now) {
        if (token == null) {
            return given == null;
        }
        return given != null && token.accepts(given, now);
    }

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "ApiKey[" + secretId + ", account " + accountId + ", user " + uin + (enabled ? "]" : ", disabled]");
    }
}
