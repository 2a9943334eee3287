package dev.parley.server.signaling;

import java.util.Map;

/** A request that is refused with an HTTP status of its own; the message is the problem's detail (RFC 9457). */
final class ProblemException extends RuntimeException {

    private final int status;
    private final Map<String, String> headers;

    ProblemException(int status, String detail) {
        this(status, detail, Map.of());
    }

    ProblemException(int status, String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    static ProblemException overloaded(String detail) {
        return new ProblemException(503, detail, Map.of("Retry-After", Problems.OVERLOAD_RETRY_SECONDS));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }
}
