package dev.parley.server.gateway;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** What pages of listed origins need to call the API from a browser (spec/01 §7); for all others nothing is sent. */
final class Origins {

    private static final String MAX_AGE_SECONDS = "600";
    private static final int MAX_ASKED_LENGTH = 1024;

    private Origins() {}

    /** Lets the page read the answer, when its origin is listed. */
    static void allow(Request request, Response response, List<String> allowed) {
        if (allowed.isEmpty()) {
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(HttpHeader.VARY, "Origin");
        String origin = listedOrigin(request, allowed);
        if (origin != null) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Expose-Headers", "X-TC-RequestId, X-TC-TraceId");
        }
    }

    /** Whether this is a preflight of a listed origin; then the response permits what was asked for, with 204. */
    static boolean answersPreflight(Request request, Response response, List<String> allowed) {
        boolean preflight = request.getMethod().equals("OPTIONS")
                && request.getHeaders().contains("Access-Control-Request-Method")
                && listedOrigin(request, allowed) != null;
        if (!preflight) {
            return false;
        }
        allow(request, response, allowed);
        response.setStatus(204);
        HttpFields.Mutable headers = response.getHeaders();
        headers.remove(HttpHeader.CONTENT_TYPE);
        headers.put("Access-Control-Allow-Methods", "GET, POST");
        HttpField asked = request.getHeaders().getField("Access-Control-Request-Headers");
        String names = asked == null ? null : asked.getValue();
        if (names != null
                && names.length() <= MAX_ASKED_LENGTH
                && names.matches("[A-Za-z0-9-]+( *, *[A-Za-z0-9-]+)*")) {
            headers.put("Access-Control-Allow-Headers", names);
        }
        headers.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
        return true;
    }

    private static @Nullable String listedOrigin(Request request, List<String> allowed) {
        String origin = request.getHeaders().get("Origin");
        return origin != null && allowed.contains(origin) ? origin : null;
    }
}
