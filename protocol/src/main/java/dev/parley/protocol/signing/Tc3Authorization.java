package dev.parley.protocol.signing;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Authorization} header of TC3-HMAC-SHA256, read (spec/02 §1.1).
 *
 * @param date of the credential scope, {@code YYYY-MM-DD}
 * @param service of the credential scope, whatever the client put there: {@code trtc}, {@code 127}, {@code
 *     localhost:9000}
 * @param signedHeaders lower case, in the order given
 * @param signature 32 bytes
 */
public record Tc3Authorization(
        String secretId, String date, String service, List<String> signedHeaders, byte[] signature) {

    static final String ALGORITHM = "TC3-HMAC-SHA256";
    static final String TERMINATOR = "tc3_request";

    private static final Pattern SCOPE =
            Pattern.compile("(?<secretId>[^/]*)/(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})/(?<service>[^/]+)/" + TERMINATOR);
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{64}");
    /** Real clients sign two or three headers; more only cost time. */
    private static final int MAX_SIGNED_HEADERS = 32;

    public Tc3Authorization {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** Reads a header value; empty when it does not follow the grammar. */
    public static Optional<Tc3Authorization> parse(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith(ALGORITHM + " ")) {
            return Optional.empty();
        }
        Map<String, String> fields = fields(trimmed.substring(ALGORITHM.length() + 1));
        if (fields == null) {
            return Optional.empty();
        }
        Matcher scope = SCOPE.matcher(fields.getOrDefault("Credential", ""));
        String signature = fields.getOrDefault("Signature", "");
        List<String> headers = headerNames(fields.getOrDefault("SignedHeaders", ""));
        if (!scope.matches() || !SIGNATURE.matcher(signature).matches() || headers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Tc3Authorization(
                scope.group("secretId"),
                scope.group("date"),
                scope.group("service"),
                headers,
                HexFormat.of().parseHex(signature)));
    }

    /** {@code date/service/tc3_request}, as it is signed. */
    String scope() {
        return date + "/" + service + "/" + TERMINATOR;
    }

    /** Name and value of each field; null when one is no field, unknown or given twice. */
    private static @Nullable Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                return null;
            }
            String name = field.substring(0, equals).strip();
            if (fields.put(name, field.substring(equals + 1).strip()) != null) {
                return null;
            }
        }
        return fields;
    }

    private static List<String> headerNames(String text) {
        String[] names = text.toLowerCase(Locale.ROOT).split(";", -1);
        boolean wellFormed = names.length <= MAX_SIGNED_HEADERS;
        for (String name : names) {
            wellFormed &= !name.isBlank();
        }
        return wellFormed ? List.of(names) : List.of();
    }
}
