package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.server.actions.Action;
import dev.parley.server.config.ApiSettings;
import java.time.Instant;

/** How often an account may call an action of a region, and an address may fail to authenticate (spec/06). */
final class CallLimiter {

    private final ApiSettings settings;
    private final SecondWindow<Key> calls = new SecondWindow<>();
    private final SecondWindow<String> failures = new SecondWindow<>();

    CallLimiter(ApiSettings settings) {
        this.settings = settings;
    }

    private record Key(String action, String region, long accountId) {}

    /** @throws ApiException {@code RequestLimitExceeded} in the words of the real service, which clients parse */
    void countCall(Action<?, ?> action, String region, long accountId, Instant now) {
        int limit = settings.limits().callsPerSecond().getOrDefault(action.name(), action.callsPerSecond());
        int count = calls.count(new Key(action.name(), region, accountId), now);
        if (limit > 0 && count > limit) {
            throw new ApiException(
                    ApiError.REQUEST_LIMIT_EXCEEDED,
                    "Your current request times equals to `" + count
                            + "` in a second, which exceeds the frequency limit `" + limit
                            + "` for a second. Please reduce the frequency of calls.");
        }
    }

    /** What a failed authentication is answered with: the failure itself, or that there were too many. */
    ApiException countFailure(ApiException failure, String remoteAddress, Instant now) {
        int limit = settings.limits().failuresPerSecond();
        int count = failures.count(remoteAddress, now);
        return limit > 0 && count > limit
                ? new ApiException(ApiError.REQUEST_LIMIT_EXCEEDED_IP_LIMIT_EXCEEDED)
                : failure;
    }
}
