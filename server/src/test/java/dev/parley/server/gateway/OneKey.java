package dev.parley.server.gateway;

import dev.parley.server.access.AccessControl;
import dev.parley.server.access.AddressVerdict;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.StoredToken;
import dev.parley.server.access.policy.AttachedPolicy;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.access.policy.Decision;
import dev.parley.server.access.policy.PolicyParser;
import dev.parley.server.access.policy.PolicySet;
import dev.parley.server.access.policy.Question;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whom the tests' door lets in: an owner with one key, which a test may turn into a sub-user's or a temporary one. */
public final class OneKey implements AccessControl {

    public static final long ACCOUNT = 100;
    public static final String SECRET_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    public static final String SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    static final long SUB_USER = 101;

    private final Map<String, AddressVerdict> addresses = new ConcurrentHashMap<>();
    private final Map<Long, Map<String, String>> tags = new ConcurrentHashMap<>();
    private volatile ApiKey key =
            new ApiKey(SECRET_ID, SECRET_KEY, ACCOUNT, ACCOUNT, "test", true, Instant.EPOCH, null);
    private volatile PolicySet policies = PolicySet.EMPTY;

    /** From now on the key is that of a sub-user with one policy. */
    void belongsToASubUserWith(String policy) {
        key = new ApiKey(SECRET_ID, SECRET_KEY, ACCOUNT, SUB_USER, "test", true, Instant.EPOCH, null);
        policies = PolicySet.of(List.of(new AttachedPolicy("test", "user test", PolicyParser.parse(policy))));
    }

    void isTemporary(String token, Instant expiresAt) {
        key = new ApiKey(
                SECRET_ID, SECRET_KEY, ACCOUNT, ACCOUNT, "test", true, Instant.EPOCH, StoredToken.of(token, expiresAt));
    }

    void judges(String address, AddressVerdict verdict) {
        addresses.put(address, verdict);
    }

    void tag(long sdkAppId, String name, String value) {
        tags.put(sdkAppId, Map.of(name, value));
    }

    @Override
    public Optional<ApiKey> key(String secretId) {
        return Optional.of(key).filter(known -> known.secretId().equals(secretId));
    }

    @Override
    public AddressVerdict address(long accountId, String sourceAddress) {
        return addresses.getOrDefault(sourceAddress, AddressVerdict.ALLOWED);
    }

    @Override
    public Map<String, String> tags(long sdkAppId) {
        return tags.getOrDefault(sdkAppId, Map.of());
    }

    @Override
    public Decision decide(Caller caller, Question question) {
        return policies.decide(caller, question);
    }
}
