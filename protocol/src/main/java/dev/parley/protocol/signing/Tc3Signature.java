package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** TC3-HMAC-SHA256, the current signature (spec/02 §1, §2). */
public final class Tc3Signature {

    /** The value of {@code X-TC-Content-SHA256} that leaves the payload out of the signature. */
    public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private static final byte[] NO_PAYLOAD = new byte[0];

    private Tc3Signature() {}

    /**
     * Whether a request was signed with a secret. Tries what official clients are known to sign, at most
     * {@value Candidates#MAX_ATTEMPTS} texts. The service is the one of the scope; the caller compares the scope's date
     * with the timestamp.
     *
     * @param timestamp text of {@code X-TC-Timestamp} as received
     * @param externalHosts host names to try besides the one received
     */
    public static boolean matches(
            Tc3Authorization authorization,
            SignableRequest request,
            String timestamp,
            String secretKey,
            List<String> externalHosts) {
        byte[] key = signingKey(secretKey, authorization.date(), authorization.service());
        return canonicalRequests(authorization, request, externalHosts)
                .limit(Candidates.MAX_ATTEMPTS)
                .map(text -> sign(key, timestamp, authorization.scope(), text))
                .anyMatch(signature -> MessageDigest.isEqual(signature, authorization.signature()));
    }

    /**
     * The {@code Authorization} value of a POST to {@code /} with a signed payload, made as the SDKs make it.
     *
     * @param host as it will stand in the {@code Host} header
     * @param contentType as it will stand in the {@code Content-Type} header
     */
    public static String authorize(
            String secretId,
            String secretKey,
            String service,
            String host,
            String contentType,
            byte[] body,
            Instant now) {
        String date = now.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String signedHeaders = "content-type;host";
        String headers = "content-type:" + contentType + "\nhost:" + host + "\n";
        String canonicalRequest = canonicalRequest("POST", "/", "", headers, signedHeaders, Hmac.sha256(body));
        String scope = date + "/" + service + "/" + Tc3Authorization.TERMINATOR;
        byte[] key = signingKey(secretKey, date, service);
        byte[] signature = sign(key, Long.toString(now.getEpochSecond()), scope, canonicalRequest);
        return Tc3Authorization.ALGORITHM + " Credential=" + secretId + "/" + scope + ", SignedHeaders=" + signedHeaders
                + ", Signature=" + HexFormat.of().formatHex(signature);
    }

    /**
     * Distinct texts, likeliest first, made as they are asked for; none when a header that must be signed is not, or is
     * absent.
     */
    static Stream<String> canonicalRequests(
            Tc3Authorization authorization, SignableRequest request, List<String> externalHosts) {
        List<String> names = authorization.signedHeaders();
        if (!names.contains("content-type") || !names.contains("host")) {
            return Stream.empty();
        }
        String signedHeaders = String.join(";", names);
        String query = request.method().equals("GET") ? request.rawQuery() : "";
        String payload = hashedPayload(request);
        List<String> hosts = Candidates.hosts(request.header("host"), externalHosts);
        return Candidates.paths(request).stream()
                .flatMap(path -> Stream.of(false, true).flatMap(lowerCase -> hosts.stream()
                        .map(host -> headerBlock(names, request, host, lowerCase))
                        .filter(Objects::nonNull)
                        .map(headers ->
                                canonicalRequest(request.method(), path, query, headers, signedHeaders, payload))))
                .distinct();
    }

    static byte[] signingKey(String secretKey, String date, String service) {
        byte[] secretDate = Hmac.of(Hmac.SHA256, ("TC3" + secretKey).getBytes(UTF_8), date);
        byte[] secretService = Hmac.of(Hmac.SHA256, secretDate, service);
        return Hmac.of(Hmac.SHA256, secretService, Tc3Authorization.TERMINATOR);
    }

    private static byte[] sign(byte[] key, String timestamp, String scope, String canonicalRequest) {
        String hash = Hmac.sha256(canonicalRequest.getBytes(UTF_8));
        String text = Tc3Authorization.ALGORITHM + "\n" + timestamp + "\n" + scope + "\n" + hash;
        return Hmac.of(Hmac.SHA256, key, text);
    }

    private static String canonicalRequest(
            String method, String path, String query, String headers, String signedHeaders, String payload) {
        return String.join("\n", method, path, query, headers, signedHeaders, payload);
    }

    private static @Nullable String headerBlock(
            List<String> names, SignableRequest request, String host, boolean lowerCase) {
        StringBuilder block = new StringBuilder();
        for (String name : names) {
            String value = name.equals("host") ? host : request.header(name);
            if (value == null) {
                return null;
            }
            String trimmed = value.strip();
            block.append(name)
                    .append(':')
                    .append(lowerCase ? trimmed.toLowerCase(Locale.ROOT) : trimmed)
                    .append('\n');
        }
        return block.toString();
    }

    private static String hashedPayload(SignableRequest request) {
        if (UNSIGNED_PAYLOAD.equals(request.header("X-TC-Content-SHA256"))) {
            return Hmac.sha256(UNSIGNED_PAYLOAD.getBytes(UTF_8));
        }
        return Hmac.sha256(request.method().equals("GET") ? NO_PAYLOAD : request.body());
    }
}
