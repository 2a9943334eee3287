package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call signed by TC3-HMAC-SHA256, written from spec/02 §1 alone. Each part can be what an odd client makes of it;
 * what nobody changes is as the documentation shows it. For one thread.
 */
final class Tc3Call {

    private final Endpoint endpoint;
    private final String method;
    private final String action;
    private final String query;
    private final byte[] body;
    private final Map<String, String> more = new LinkedHashMap<>();
    private final List<String> alsoSigned = new ArrayList<>();
    private String version = "2019-07-22";
    private String contentType;
    private String sentHost;
    private String signedHost;
    private String sentPath = "/";
    private String signedPath = "/";
    private String service = "trtc";
    private String blanks = " ";
    private String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
    private @Nullable String region = CallRegions.next();
    private boolean lowerCaseValues;
    private boolean unsignedPayload;

    private Tc3Call(Endpoint endpoint, String method, String action, String query, byte[] body, String contentType) {
        this.endpoint = endpoint;
        this.method = method;
        this.action = action;
        this.query = query;
        this.body = body;
        this.contentType = contentType;
        this.sentHost = endpoint.address().getAuthority();
        this.signedHost = sentHost;
    }

    /** @param json sent and hashed as it stands, in UTF-8 */
    static Tc3Call post(Endpoint endpoint, String action, String json) {
        return new Tc3Call(endpoint, "POST", action, "", json.getBytes(UTF_8), "application/json");
    }

    /** @param query sent and hashed as it stands */
    static Tc3Call get(Endpoint endpoint, String action, String query) {
        return new Tc3Call(endpoint, "GET", action, query, new byte[0], "application/x-www-form-urlencoded");
    }

    Tc3Call version(String text) {
        version = text;
        return this;
    }

    Tc3Call contentType(String text) {
        contentType = text;
        return this;
    }

    Tc3Call host(String text) {
        sentHost = text;
        signedHost = text;
        return this;
    }

    Tc3Call signingHost(String text) {
        signedHost = text;
        return this;
    }

    /** A path that is sent, while the slash is signed. */
    Tc3Call path(String text) {
        sentPath = text;
        return this;
    }

    Tc3Call signingPath(String text) {
        signedPath = text;
        return this;
    }

    Tc3Call service(String text) {
        service = text;
        return this;
    }

    /** What stands between the algorithm and the credential. */
    Tc3Call blanks(String text) {
        blanks = text;
        return this;
    }

    Tc3Call timestamp(String text) {
        timestamp = text;
        return this;
    }

    /** @param text null sends no such header */
    Tc3Call region(@Nullable String text) {
        region = text;
        return this;
    }

    Tc3Call unsignedPayload() {
        unsignedPayload = true;
        return with("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD");
    }

    /** Signs a further header, which must sort behind {@code host}. */
    Tc3Call alsoSigning(String lowerCaseName) {
        alsoSigned.add(lowerCaseName);
        return this;
    }

    /** Signs values in lower case, as the documentation of today says (spec/02 §1.2). */
    Tc3Call lowerCaseValues() {
        lowerCaseValues = true;
        return this;
    }

    Tc3Call with(String name, String value) {
        more.put(name, value);
        return this;
    }

    RawRequest signed() {
        List<RawRequest.Header> headers = new ArrayList<>();
        headers.add(new RawRequest.Header("Host", sentHost));
        headers.add(new RawRequest.Header("Content-Type", contentType));
        headers.add(new RawRequest.Header("X-TC-Action", action));
        headers.add(new RawRequest.Header("X-TC-Version", version));
        headers.add(new RawRequest.Header("X-TC-Timestamp", timestamp));
        if (region != null) {
            headers.add(new RawRequest.Header("X-TC-Region", region));
        }
        more.forEach((name, value) -> headers.add(new RawRequest.Header(name, value)));
        headers.add(new RawRequest.Header("Authorization", authorization()));
        if (method.equals("POST")) {
            headers.add(new RawRequest.Header("Content-Length", Integer.toString(body.length)));
        }
        return new RawRequest(method, query.isEmpty() ? sentPath : sentPath + "?" + query, headers, body);
    }

    private String authorization() {
        String date = Instant.ofEpochSecond(Long.parseLong(timestamp))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        String scope = date + "/" + service + "/tc3_request";
        String toSign = "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n"
                + Digests.hexSha256(canonical().getBytes(ISO_8859_1));
        byte[] key = ("TC3" + endpoint.secretKey()).getBytes(UTF_8);
        for (String step : List.of(date, service, "tc3_request", toSign)) {
            key = Digests.hmac("HmacSHA256", key, step);
        }
        return "TC3-HMAC-SHA256" + blanks + "Credential=" + endpoint.secretId() + "/" + scope + ", SignedHeaders="
                + signedNames() + ", Signature=" + HexFormat.of().formatHex(key);
    }

    private String canonical() {
        StringBuilder headers = new StringBuilder();
        canonicalLine(headers, "content-type", contentType);
        canonicalLine(headers, "host", signedHost);
        alsoSigned.forEach(name -> canonicalLine(headers, name, value(name)));
        String payload = Digests.hexSha256(unsignedPayload ? "UNSIGNED-PAYLOAD".getBytes(UTF_8) : body);
        return String.join("\n", method, signedPath, query, headers, signedNames(), payload);
    }

    private void canonicalLine(StringBuilder headers, String name, String value) {
        String signed = lowerCaseValues ? value.toLowerCase(Locale.ROOT) : value;
        headers.append(name).append(':').append(signed.strip()).append('\n');
    }

    private String value(String name) {
        return switch (name) {
            case "x-tc-action" -> action;
            case "x-tc-timestamp" -> timestamp;
            default -> throw new IllegalArgumentException("cannot sign " + name);
        };
    }

    private String signedNames() {
        List<String> names = new ArrayList<>(List.of("content-type", "host"));
        names.addAll(alsoSigned);
        return String.join(";", names);
    }
}
