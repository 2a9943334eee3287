package dev.parley.server.gateway;

import dev.parley.server.operations.OperationsPages;
import dev.parley.server.operations.OperationsPages.Page;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The door to the operators' pages. It asks nobody who they are, so the whole of it belongs on a listener that only
 * operators reach; on a public listener it answers the two probes alone, without reasons, and leaves all other requests
 * to the doors behind it.
 */
public final class OperationsDoor extends Handler.Abstract {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int BAD_REQUEST = 400;

    /** How much is shown. */
    public enum Scope {
        EVERYTHING,
        PROBES
    }

    private final OperationsPages pages;
    private final Scope scope;

    public OperationsDoor(OperationsPages pages, Scope scope) {
        this.pages = pages;
        this.scope = scope;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean reading = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        if (scope == Scope.PROBES) {
            Page page = reading ? pages.brief(path(request)) : null;
            if (page == null) {
                return false;
            }
            answer(page, response, callback);
            return true;
        }
        if (!reading) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            response.setStatus(METHOD_NOT_ALLOWED);
            callback.succeeded();
            return true;
        }
        Map<String, String> query = query(request);
        if (query == null) {
            response.setStatus(BAD_REQUEST);
            callback.succeeded();
            return true;
        }
        answer(pages.get(path(request), query, request.getHeaders().get(HttpHeader.ACCEPT)), response, callback);
        return true;
    }

    private static String path(Request request) {
        return Request.getPathInContext(request);
    }

    /** Null when it does not decode. */
    private static @Nullable Map<String, String> query(Request request) {
        try {
            Map<String, String> query = new HashMap<>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                query.put(field.getName(), field.getValue());
            }
            return query;
        } catch (RuntimeException undecodable) {
            return null;
        }
    }

    private static void answer(Page page, Response response, Callback callback) {
        response.setStatus(page.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.body().length);
        response.write(true, ByteBuffer.wrap(page.body()), callback);
    }
}
