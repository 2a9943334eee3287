package dev.parley.server.gateway;

import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.access.TemporaryCredential;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys of the tests: one that works and one that is disabled. */
public final class OneKey implements ApiKeys {

    public static final long ACCOUNT = 100;
    public static final String SECRET_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    public static final String SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    static final String DISABLED_ID = "AKIDdisabled";

    private final List<ApiKey> keys = List.of(
            new ApiKey(SECRET_ID, SECRET_KEY, ACCOUNT, ACCOUNT, "test", true, Instant.EPOCH, null),
            new ApiKey(DISABLED_ID, SECRET_KEY, ACCOUNT, ACCOUNT, "old", false, Instant.EPOCH, null));

    @Override
    public Optional<ApiKey> find(String secretId) {
        return keys.stream().filter(key -> key.secretId().equals(secretId)).findFirst();
    }

    @Override
    public List<ApiKey> list() {
        return keys;
    }

    @Override
    public ApiKey create(long accountId, long uin, String name) {
        throw new UnsupportedOperationException("keys are written down in the test");
    }

    @Override
    public TemporaryCredential createTemporary(long accountId, long uin, Duration validity) {
        throw new UnsupportedOperationException("keys are written down in the test");
    }

    @Override
    public boolean setEnabled(String secretId, boolean enabled) {
        throw new UnsupportedOperationException("keys are written down in the test");
    }
}
