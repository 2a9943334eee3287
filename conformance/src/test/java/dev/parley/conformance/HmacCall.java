package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A call signed by the older HmacSHA1 or HmacSHA256, written from spec/02 §6 alone, with parts that odd clients spell
 * in their own way. For one thread.
 */
final class HmacCall {

    private final Endpoint endpoint;
    private final String method;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String contentType = "application/x-www-form-urlencoded";
    private String target = "/";
    private String afterSignature = "";
    private String sentHost;
    private String signedHost;
    private UnaryOperator<String> escape = text -> URLEncoder.encode(text, UTF_8);

    private HmacCall(Endpoint endpoint, String method, String action, Map<String, String> ofAction) {
        this.endpoint = endpoint;
        this.method = method;
        this.sentHost = endpoint.address().getAuthority();
        this.signedHost = sentHost;
        parameters.putAll(ofAction);
        parameters.put("Action", action);
        parameters.put("Nonce", "11886");
        parameters.put("Timestamp", Long.toString(System.currentTimeMillis() / 1_000));
        parameters.put("Version", "2019-07-22");
        parameters.put("SecretId", endpoint.secretId());
        parameters.put("Region", CallRegions.next());
        parameters.put("SignatureMethod", "HmacSHA256");
    }

    static HmacCall post(Endpoint endpoint, String action, Map<String, String> parameters) {
        return new HmacCall(endpoint, "POST", action, parameters);
    }

    static HmacCall get(Endpoint endpoint, String action, Map<String, String> parameters) {
        return new HmacCall(endpoint, "GET", action, parameters);
    }

    HmacCall parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    HmacCall withoutParameter(String name) {
        parameters.remove(name);
        return this;
    }

    HmacCall header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    HmacCall contentType(String text) {
        contentType = text;
        return this;
    }

    /** What a POST is sent to. */
    HmacCall target(String text) {
        target = text;
        return this;
    }

    /** What a client leaves behind the signature's base64. */
    HmacCall afterSignature(String text) {
        afterSignature = text;
        return this;
    }

    HmacCall host(String text) {
        sentHost = text;
        signedHost = text;
        return this;
    }

    HmacCall signingHost(String text) {
        signedHost = text;
        return this;
    }

    HmacCall escaping(UnaryOperator<String> how) {
        escape = how;
        return this;
    }

    RawRequest signed() {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("Signature", signature() + afterSignature);
        String form = all.entrySet().stream()
                .map(entry -> escape.apply(entry.getKey()) + "=" + escape.apply(entry.getValue()))
                .collect(Collectors.joining("&"));
        List<RawRequest.Header> lines = new ArrayList<>();
        lines.add(new RawRequest.Header("Host", sentHost));
        headers.forEach((name, value) -> lines.add(new RawRequest.Header(name, value)));
        if (method.equals("GET")) {
            return new RawRequest(method, "/?" + form, lines, new byte[0]);
        }
        byte[] body = form.getBytes(UTF_8);
        lines.add(new RawRequest.Header("Content-Type", contentType));
        lines.add(new RawRequest.Header("Content-Length", Integer.toString(body.length)));
        return new RawRequest(method, target, lines, body);
    }

    private String signature() {
        String source = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&", method + signedHost + "/?", ""));
        String algorithm = "HmacSHA256".equals(parameters.get("SignatureMethod")) ? "HmacSHA256" : "HmacSHA1";
        return Base64.getEncoder()
                .encodeToString(Digests.hmac(algorithm, endpoint.secretKey().getBytes(UTF_8), source));
    }
}
