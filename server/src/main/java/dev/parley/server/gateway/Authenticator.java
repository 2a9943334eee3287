package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.signing.HmacSignature;
import dev.parley.protocol.signing.Tc3Signature;
import dev.parley.server.access.AccessControl;
import dev.parley.server.access.ApiKey;
import dev.parley.server.config.ApiSettings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Steps 7 to 10 of spec/01 §8: time, key, address, signature. Safe for use by any thread. */
final class Authenticator {

    /** More than this apart fails, exactly this passes (spec/02 §4). */
    private static final long MAX_SKEW_SECONDS = 300;

    private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final String SERVICE = "trtc";

    private final AccessControl access;
    private final ReplayMemory accepted = new ReplayMemory();

    Authenticator(AccessControl access) {
        this.access = access;
    }

    /**
     * The key that really signed the request.
     *
     * @throws ApiException with an {@code AuthFailure} code
     */
    ApiKey authenticate(
            ApiRequest request, ReadCall call, String sourceAddress, Instant now, ApiSettings.Signature rules) {
        requireTime(call, now);
        if (rules.strictService()) {
            requireService(request, call);
        }
        ApiKey key = key(call, now);
        requireAddress(key, sourceAddress);
        if (!isSigned(request, call, key, rules)) {
            throw new ApiException(ApiError.AUTH_FAILURE_SIGNATURE_FAILURE);
        }
        if (rules.replayCheck()) {
            refuseReplay(call, now);
        }
        return key;
    }

    /** Most SDKs take the first label of their endpoint for the service's name (spec/02 §3). */
    private static void requireService(ApiRequest request, ReadCall call) {
        if (call.credentials() instanceof ReadCall.Credentials.Current current) {
            String service = current.authorization().service();
            String host = String.valueOf(request.header("Host"));
            if (!service.equals(SERVICE) && !service.equals(host.split("\\.", 2)[0])) {
                throw new ApiException(
                        ApiError.NO_SUCH_PRODUCT,
                        "The product `" + service + "` does not exist; sign for `" + SERVICE + "`.");
            }
        }
    }

    /** Only the older generation has a nonce that tells two equal calls apart. */
    private void refuseReplay(ReadCall call, Instant now) {
        if (call.credentials() instanceof ReadCall.Credentials.Older older && !accepted.accept(older.once(), now)) {
            throw new ApiException(
                    ApiError.AUTH_FAILURE_SIGNATURE_FAILURE,
                    "This signature was used before; take another Nonce for each request.");
        }
    }

    private static void requireTime(ReadCall call, Instant now) {
        if (Math.abs(now.getEpochSecond() - call.timestamp()) > MAX_SKEW_SECONDS) {
            throw new ApiException(ApiError.AUTH_FAILURE_SIGNATURE_EXPIRE);
        }
        if (call.credentials() instanceof ReadCall.Credentials.Current current) {
            Instant signed = Instant.ofEpochSecond(call.timestamp());
            String date = signed.atOffset(ZoneOffset.UTC).toLocalDate().toString();
            if (!date.equals(current.authorization().date())) {
                throw new ApiException(ApiError.AUTH_FAILURE_SIGNATURE_FAILURE);
            }
        }
    }

    private ApiKey key(ReadCall call, Instant now) {
        String secretId = call.credentials().secretId();
        if (!SECRET_ID.matcher(secretId).matches()) {
            throw new ApiException(ApiError.AUTH_FAILURE_INVALID_SECRET_ID);
        }
        ApiKey key =
                access.key(secretId).orElseThrow(() -> new ApiException(ApiError.AUTH_FAILURE_SECRET_ID_NOT_FOUND));
        if (!key.acceptsToken(call.token(), now)) {
            throw key.isTemporary()
                    ? new ApiException(
                            ApiError.AUTH_FAILURE_TOKEN_FAILURE,
                            "This is a temporary key: send the token that came with it; it may have expired.")
                    : new ApiException(
                            ApiError.AUTH_FAILURE_TOKEN_FAILURE, "This is a long-term key: send no token with it.");
        }
        return key;
    }

    private void requireAddress(ApiKey key, String sourceAddress) {
        switch (access.address(key.accountId(), sourceAddress)) {
            case ALLOWED -> {}
            case IN_DENY_LIST -> throw new ApiException(ApiError.IP_IN_BLACKLIST);
            case NOT_IN_ALLOW_LIST -> throw new ApiException(ApiError.IP_NOT_IN_WHITELIST);
        }
    }

    private static boolean isSigned(ApiRequest request, ReadCall call, ApiKey key, ApiSettings.Signature rules) {
        return switch (call.credentials()) {
            case ReadCall.Credentials.Current current ->
                isPayloadAcceptable(request, rules)
                        && Tc3Signature.matches(
                                current.authorization(),
                                request,
                                current.timestamp(),
                                key.secretKey(),
                                rules.externalHosts());
            case ReadCall.Credentials.Older older ->
                HmacSignature.matches(request, older.parameters(), key.secretKey(), rules.externalHosts());
        };
    }

    private static boolean isPayloadAcceptable(ApiRequest request, ApiSettings.Signature rules) {
        return rules.unsignedPayload() || !Tc3Signature.UNSIGNED_PAYLOAD.equals(request.header("X-TC-Content-SHA256"));
    }
}
