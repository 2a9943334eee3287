package dev.parley.server.operations;

import org.slf4j.MDC;

/**
 * Marks every log line of this thread with the call it is about, until it is closed:
 *
 * <pre>{@code
 * try (RequestLog _ = RequestLog.of(requestId)) { ... }
 * }</pre>
 */
public final class RequestLog implements AutoCloseable {

    /** The name of the mark in log lines. */
    public static final String KEY = "request";

    private RequestLog() {}

    /** @param requestId as the answer will carry it */
    public static RequestLog of(String requestId) {
        MDC.put(KEY, requestId);
        return new RequestLog();
    }

    @Override
    public void close() {
        MDC.remove(KEY);
    }
}
