package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Message;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.config.ApiSettings;
import java.time.Instant;

/** How often a caller and an account may call, and an address may fail to authenticate (spec/06). */
final class CallLimiter {

    private final SecondWindow<Key> calls = new SecondWindow<>();
    private final SecondWindow<AccountInRegion> accounts = new SecondWindow<>();
    private final SecondWindow<Long> accountsEverywhere = new SecondWindow<>();
    private final SecondWindow<String> failures = new SecondWindow<>();

    private record Key(String action, String region, long uin) {}

    private record AccountInRegion(long accountId, String region) {}

    /**
     * Counts a call against the action's limit first: clients that try again look for its bare code.
     *
     * @throws ApiException {@code RequestLimitExceeded} in the words of the real service, which clients parse
     */
    void countCall(
            ActionDescription<?, ?> action, String region, Caller caller, Instant now, ApiSettings.Limits limits) {
        require(
                ApiError.REQUEST_LIMIT_EXCEEDED,
                calls.count(new Key(action.name(), region, caller.uin()), now),
                limits.callsPerSecond().getOrDefault(action.name(), action.callsPerSecond()));
        require(
                ApiError.REQUEST_LIMIT_EXCEEDED_UIN_LIMIT_EXCEEDED,
                accounts.count(new AccountInRegion(caller.accountId(), region), now),
                limits.accountCallsPerSecond());
        require(
                ApiError.REQUEST_LIMIT_EXCEEDED_GLOBAL_REGION_UIN_LIMIT_EXCEEDED,
                accountsEverywhere.count(caller.accountId(), now),
                limits.accountCallsPerSecondAllRegions());
    }

    private static void require(ApiError error, int count, int limit) {
        if (limit > 0 && count > limit) {
            throw new ApiException(error, Message.frequency(count, limit));
        }
    }

    /** What a failed authentication is answered with: the failure itself, or that there were too many. */
    ApiException countFailure(ApiException failure, String sourceAddress, Instant now, ApiSettings.Limits limits) {
        int limit = limits.failuresPerSecond();
        int count = failures.count(sourceAddress, now);
        return limit > 0 && count > limit
                ? new ApiException(ApiError.REQUEST_LIMIT_EXCEEDED_IP_LIMIT_EXCEEDED)
                : failure;
    }
}
