package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The older signature over decoded parameters, HmacSHA1 or HmacSHA256 (spec/02 §6). */
public final class HmacSignature {

    private static final String SIGNATURE = "Signature";
    private static final Comparator<String> BY_BYTES =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    private HmacSignature() {}

    /**
     * Whether the {@code Signature} among {@code parameters} was made with a secret.
     *
     * @param parameters all parameters of the query (GET) or form body (POST), names and values decoded
     * @param externalHosts host names to try besides the one received
     */
    public static boolean matches(
            SignableRequest request, Map<String, String> parameters, String secretKey, List<String> externalHosts) {
        byte[] received = parameters.getOrDefault(SIGNATURE, "").strip().getBytes(UTF_8);
        return sources(request, parameters, externalHosts)
                .limit(Candidates.MAX_ATTEMPTS)
                .map(source -> sign(source, parameters, secretKey).getBytes(UTF_8))
                .anyMatch(expected -> MessageDigest.isEqual(expected, received));
    }

    /** The base64 text of {@code Signature} for a request to {@code /}. */
    public static String sign(String method, String host, Map<String, String> parameters, String secretKey) {
        return sign(source(method, host, "/", parameters, UnaryOperator.identity()), parameters, secretKey);
    }

    /** In the order of the names as sent, spelled as {@code name} does; so no two of them become one. */
    static String source(
            String method, String host, String path, Map<String, String> parameters, UnaryOperator<String> name) {
        Map<String, String> sorted = new TreeMap<>(BY_BYTES);
        parameters.forEach((key, value) -> {
            if (!key.equals(SIGNATURE)) {
                sorted.put(key, value);
            }
        });
        StringBuilder source = new StringBuilder(method).append(host).append(path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : sorted.entrySet()) {
            source.append(separator)
                    .append(name.apply(parameter.getKey()))
                    .append('=')
                    .append(parameter.getValue());
            separator = '&';
        }
        return source.toString();
    }

    /** Distinct texts, likeliest first. Java and Python sign a dot for each underscore in a name. */
    private static Stream<String> sources(
            SignableRequest request, Map<String, String> parameters, List<String> externalHosts) {
        List<String> hosts = Candidates.hosts(request.header("host"), externalHosts);
        List<UnaryOperator<String>> spellings = List.of(UnaryOperator.identity(), name -> name.replace('_', '.'));
        return Candidates.paths(request).stream()
                .flatMap(path -> spellings.stream().flatMap(spelling -> hosts.stream()
                        .map(host -> source(request.method(), host, path, parameters, spelling))))
                .distinct();
    }

    private static String sign(String source, Map<String, String> parameters, String secretKey) {
        String algorithm = "HmacSHA256".equals(parameters.get("SignatureMethod")) ? Hmac.SHA256 : Hmac.SHA1;
        return Base64.getEncoder().encodeToString(Hmac.of(algorithm, secretKey.getBytes(UTF_8), source));
    }
}
