package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request written down in a test. */
record ReceivedRequest(String method, String rawPath, String rawQuery, Map<String, String> headers, byte[] body)
        implements SignableRequest {

    ReceivedRequest {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    static ReceivedRequest post(String host, String contentType, String body) {
        return new ReceivedRequest(
                "POST", "/", "", Map.of("Host", host, "Content-Type", contentType), body.getBytes(UTF_8));
    }

    static ReceivedRequest get(String host, String query) {
        Map<String, String> headers = Map.of("Host", host, "Content-Type", "application/x-www-form-urlencoded");
        return new ReceivedRequest("GET", "/", query, headers, new byte[0]);
    }

    ReceivedRequest with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new ReceivedRequest(method, rawPath, rawQuery, more, body);
    }

    ReceivedRequest at(String path) {
        return new ReceivedRequest(method, path, rawQuery, headers, body);
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
