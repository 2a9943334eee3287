package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.parameters.FlatParameters;
import dev.parley.protocol.parameters.JsonParameters;
import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.protocol.signing.Tc3Authorization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Steps 3 to 6 of spec/01 §8: content type, common parameters, their types, the form of Authorization. */
final class CallReader {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final String SIGNATURE = "Signature";

    /** Never passed to an action (spec/01 §4). */
    private static final List<String> RESERVED = List.of(
            "Action",
            "Version",
            "Region",
            "Timestamp",
            "Nonce",
            "SecretId",
            SIGNATURE,
            "SignatureMethod",
            "Token",
            "Language",
            "RequestClient");

    /** Seconds beyond the year 30000 are no timestamps. */
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
    /** Go and Python send 63 bits (spec/07 §2, 13). */
    private static final Pattern NONCE = Pattern.compile("[0-9]{1,20}");

    private CallReader() {}

    /**
     * Reads a call, and notes in the trace what it says of itself.
     *
     * @throws ApiException with the code of the first check that fails
     */
    static ReadCall read(ApiRequest request, CallTrace trace) {
        trace.asksFor(request.header("X-TC-Language"));
        if (request.isGet()) {
            return readFlat(request, request.rawQuery(), trace);
        }
        String contentType = request.header("Content-Type");
        String type = mediaType(contentType);
        return switch (type) {
            case JSON -> readJson(request, trace);
            case FORM -> readForm(request, trace);
            case MULTIPART -> readMultipart(request, String.valueOf(contentType), trace);
            default ->
                throw new ApiException(
                        ApiError.INVALID_PARAMETER,
                        "The Content-Type `" + type + "` is not supported; send `" + JSON
                                + "` with TC3-HMAC-SHA256 or `" + FORM + "` with the older signature.");
        };
    }

    private static ReadCall readForm(ApiRequest request, CallTrace trace) {
        if (isPresent(request.header("Authorization"))) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER,
                    "With TC3-HMAC-SHA256 the Content-Type of a POST must be `" + JSON + "`.");
        }
        return readFlat(request, new String(request.body(), UTF_8), trace);
    }

    private static ReadCall readJson(ApiRequest request, CallTrace trace) {
        ParameterValue.Members parameters = JsonParameters.parse(request.body());
        return readCurrent(request, () -> parameters, trace);
    }

    private static ReadCall readMultipart(ApiRequest request, String contentType, CallTrace trace) {
        Map<String, String> parameters = MultipartReader.read(contentType, request.body());
        return readCurrent(request, () -> FlatParameters.tree(parameters), trace);
    }

    private static ReadCall readFlat(ApiRequest request, String text, CallTrace trace) {
        if (isPresent(request.header("Authorization"))) {
            return readCurrent(request, () -> FlatParameters.tree(FlatParameters.decode(text)), trace);
        }
        Map<String, String> parameters = FlatParameters.decode(text);
        return !parameters.containsKey(SIGNATURE) && isPresent(request.header("X-TC-Action"))
                ? readCurrent(request, () -> FlatParameters.tree(parameters), trace)
                : readOlder(parameters, trace);
    }

    private static ReadCall readCurrent(
            ApiRequest request, Supplier<ParameterValue.Members> parameters, CallTrace trace) {
        String region = region(request.header("X-TC-Region"));
        trace.calls(
                orEmpty(request.header("X-TC-Action")), orEmpty(region), orEmpty(request.header("X-TC-RequestClient")));
        String action = required("Action", name -> request.header("X-TC-" + name));
        String version = required("Version", name -> request.header("X-TC-" + name));
        String timestamp = required("Timestamp", name -> request.header("X-TC-" + name));
        String authorization = required("Authorization", request::header);
        long seconds = timestamp(timestamp);
        Tc3Authorization parsed = Tc3Authorization.parse(authorization)
                .orElseThrow(() -> new ApiException(ApiError.AUTH_FAILURE_INVALID_AUTHORIZATION));
        trace.claims(parsed.secretId());
        return new ReadCall(
                action,
                version,
                region,
                seconds,
                emptyAsAbsent(request.header("X-TC-Token")),
                new ReadCall.Credentials.Current(parsed, timestamp),
                ReadCall.later(parameters));
    }

    private static ReadCall readOlder(Map<String, String> parameters, CallTrace trace) {
        trace.asksFor(parameters.get("Language"));
        String region = region(parameters.get("Region"));
        trace.calls(orEmpty(parameters.get("Action")), orEmpty(region), orEmpty(parameters.get("RequestClient")));
        String action = required("Action", parameters::get);
        String version = required("Version", parameters::get);
        String timestamp = required("Timestamp", parameters::get);
        if (!parameters.containsKey(SIGNATURE)) {
            throw ApiException.missing("Authorization");
        }
        String nonce = required("Nonce", parameters::get);
        String secretId = parameters.get("SecretId");
        if (secretId == null) {
            throw ApiException.missing("SecretId");
        }
        trace.claims(secretId);
        String signature = required(SIGNATURE, parameters::get);
        long seconds = timestamp(timestamp);
        requireNonce(nonce);
        Map<String, String> ofAction = new LinkedHashMap<>(parameters);
        RESERVED.forEach(ofAction::remove);
        return new ReadCall(
                action,
                version,
                region,
                seconds,
                emptyAsAbsent(parameters.get("Token")),
                new ReadCall.Credentials.Older(
                        new ReplayMemory.Seen(secretId, timestamp, nonce, signature.strip()), parameters),
                ReadCall.later(() -> FlatParameters.tree(ofAction)));
    }

    private static String required(String name, Function<String, @Nullable String> source) {
        String value = source.apply(name);
        if (value == null || value.isEmpty()) {
            throw ApiException.missing(name);
        }
        return value;
    }

    private static long timestamp(String text) {
        if (!TIMESTAMP.matcher(text).matches()) {
            throw ApiException.wrongType("Timestamp");
        }
        return Long.parseLong(text);
    }

    /** Any number of 64 bits without a sign. */
    private static void requireNonce(String text) {
        try {
            if (NONCE.matcher(text).matches()) {
                Long.parseUnsignedLong(text);
                return;
            }
        } catch (NumberFormatException tooLarge) {
            throw ApiException.wrongType("Nonce");
        }
        throw ApiException.wrongType("Nonce");
    }

    /** Java sends an empty region and Node the word null when none is set (spec/01 §3). */
    private static @Nullable String region(@Nullable String text) {
        return "null".equals(text) ? null : emptyAsAbsent(text);
    }

    private static @Nullable String emptyAsAbsent(@Nullable String text) {
        return isPresent(text) ? text : null;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static boolean isPresent(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static String mediaType(@Nullable String contentType) {
        String text = contentType == null ? "" : contentType;
        int parameters = text.indexOf(';');
        return (parameters < 0 ? text : text.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
