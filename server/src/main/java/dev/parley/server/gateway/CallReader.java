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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Steps 3 to 6 of spec/01 §8: content type, common parameters, their types, the form of Authorization. */
final class CallReader {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
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

    /** @throws ApiException with the code of the first check that fails */
    static ReadCall read(ApiRequest request) {
        if (request.isGet()) {
            return readFlat(request, FlatParameters.decode(request.rawQuery()));
        }
        String type = mediaType(request.header("Content-Type"));
        return switch (type) {
            case JSON -> readCurrent(request, JsonParameters.parse(request.body()));
            case FORM -> readForm(request);
            case "multipart/form-data" -> throw new ApiException(ApiError.INVALID_REQUEST);
            default ->
                throw new ApiException(
                        ApiError.INVALID_PARAMETER,
                        "The Content-Type `" + type + "` is not supported; send `" + JSON
                                + "` with TC3-HMAC-SHA256 or `" + FORM + "` with the older signature.");
        };
    }

    private static ReadCall readForm(ApiRequest request) {
        if (isPresent(request.header("Authorization"))) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER,
                    "With TC3-HMAC-SHA256 the Content-Type of a POST must be `" + JSON + "`.");
        }
        return readFlat(request, FlatParameters.decode(new String(request.body(), UTF_8)));
    }

    private static ReadCall readFlat(ApiRequest request, Map<String, String> parameters) {
        boolean current = isPresent(request.header("Authorization"))
                || (!parameters.containsKey(SIGNATURE) && isPresent(request.header("X-TC-Action")));
        return current ? readCurrent(request, FlatParameters.tree(parameters)) : readOlder(parameters);
    }

    private static ReadCall readCurrent(ApiRequest request, ParameterValue.Members parameters) {
        String action = required("Action", name -> request.header("X-TC-" + name));
        String version = required("Version", name -> request.header("X-TC-" + name));
        String timestamp = required("Timestamp", name -> request.header("X-TC-" + name));
        String authorization = required("Authorization", request::header);
        long seconds = timestamp(timestamp);
        Tc3Authorization parsed = Tc3Authorization.parse(authorization)
                .orElseThrow(() -> new ApiException(ApiError.AUTH_FAILURE_INVALID_AUTHORIZATION));
        return new ReadCall(
                action,
                version,
                region(request.header("X-TC-Region")),
                seconds,
                emptyAsAbsent(request.header("X-TC-Token")),
                new ReadCall.Credentials.Current(parsed, timestamp),
                parameters);
    }

    private static ReadCall readOlder(Map<String, String> parameters) {
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
        required(SIGNATURE, parameters::get);
        long seconds = timestamp(timestamp);
        if (!NONCE.matcher(nonce).matches()) {
            throw ApiException.wrongType("Nonce");
        }
        Map<String, String> ofAction = new LinkedHashMap<>(parameters);
        RESERVED.forEach(ofAction::remove);
        return new ReadCall(
                action,
                version,
                region(parameters.get("Region")),
                seconds,
                emptyAsAbsent(parameters.get("Token")),
                new ReadCall.Credentials.Older(secretId, parameters),
                FlatParameters.tree(ofAction));
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

    /** Java sends an empty region and Node the word null when none is set (spec/01 §3). */
    private static @Nullable String region(@Nullable String text) {
        return "null".equals(text) ? null : emptyAsAbsent(text);
    }

    private static @Nullable String emptyAsAbsent(@Nullable String text) {
        return isPresent(text) ? text : null;
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
