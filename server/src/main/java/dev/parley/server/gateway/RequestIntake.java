package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Steps 1 and 2 of spec/01 §8, method and size, and the way from Jetty's request to ours. */
final class RequestIntake {

    private static final int MAX_JSON_BYTES = 10 * 1024 * 1024;
    private static final int MAX_FORM_BYTES = 1024 * 1024;
    private static final int MAX_GET_BYTES = 32 * 1024;
    /** How much of a body that is too large is read and dropped, so that its sender gets to read the answer. */
    private static final long MAX_DROPPED_BYTES = 32L * 1024 * 1024;

    private RequestIntake() {}

    /**
     * Reads a whole request; blocks until the body is here.
     *
     * @param place takes the room that a large body needs
     * @throws ApiException {@code UnsupportedProtocol}, {@code RequestSizeLimitExceeded} or {@code ServiceUnavailable}
     * @throws IOException when the client is gone
     */
    static ApiRequest read(Request request, BodyRoom.Place place) throws IOException {
        String method = request.getMethod();
        byte[] body =
                switch (method) {
                    case "GET" -> noBody(request);
                    case "POST" -> body(request, place);
                    default -> throw new ApiException(ApiError.UNSUPPORTED_PROTOCOL);
                };
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        return new ApiRequest(method, path == null ? "/" : path, query == null ? "" : query, headers(request), body);
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            headers.putIfAbsent(field.getName(), value == null ? "" : value);
        }
        return headers;
    }

    /** A GET is measured as a whole; a body it may carry is not read (spec/01 §2). */
    private static byte[] noBody(Request request) {
        long size = request.getMethod().length()
                + request.getHttpURI().getPathQuery().length()
                + 12L;
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            size += field.getName().length() + (value == null ? 0 : value.getBytes(UTF_8).length) + 4L;
        }
        size += Math.max(0, request.getLength());
        if (size > MAX_GET_BYTES) {
            throw tooLarge(MAX_GET_BYTES);
        }
        return new byte[0];
    }

    private static byte[] body(Request request, BodyRoom.Place place) throws IOException {
        String type = request.getHeaders().get("Content-Type");
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        int limit = form ? MAX_FORM_BYTES : MAX_JSON_BYTES;
        InputStream in = Content.Source.asInputStream(request);
        byte[] start = in.readNBytes(BodyRoom.FREE_BYTES);
        if (start.length < BodyRoom.FREE_BYTES) {
            return start;
        }
        long declared = request.getLength();
        try {
            place.take(declared < 0 ? limit : Math.min(declared, limit));
            byte[] rest = in.readNBytes(limit + 1 - start.length);
            if (start.length + rest.length > limit) {
                throw tooLarge(limit);
            }
            byte[] body = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, body, start.length, rest.length);
            return body;
        } catch (ApiException refused) {
            in.skip(MAX_DROPPED_BYTES);
            throw refused;
        }
    }

    private static ApiException tooLarge(int limit) {
        return new ApiException(
                ApiError.REQUEST_SIZE_LIMIT_EXCEEDED,
                "The request is larger than " + limit + " bytes. " + ApiError.REQUEST_SIZE_LIMIT_EXCEEDED.advice());
    }
}
