package dev.parley.server.gateway;

import dev.parley.protocol.signing.SignableRequest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in, free of any HTTP library.
 *
 * @param headers first value by name, in any letter case
 */
public record ApiRequest(String method, String rawPath, String rawQuery, Map<String, String> headers, byte[] body)
        implements SignableRequest {

    public ApiRequest {
        TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(anyCase::putIfAbsent);
        headers = anyCase;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    boolean isGet() {
        return method.equals("GET");
    }
}
