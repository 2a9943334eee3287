package dev.parley.server.gateway;

import dev.parley.server.config.TrySettings;
import dev.parley.server.tryout.PageFiles;
import dev.parley.server.tryout.PageFiles.PageFile;
import dev.parley.server.tryout.TicketDesk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /try}: the page on which people meet, with its files below it; {@code POST /try/ticket}: what the page
 * enters a room with. Calls of the cloud API may have any path; what looks like one is left to its door.
 */
public final class TryDoor extends Handler.Abstract {

    private static final String PAGE = "/try";
    private static final String TICKET = "/try/ticket";

    /** Everything from this server alone, except pictures, sound and workers that the page makes itself. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String DEVICES = "camera=(self), microphone=(self), display-capture=(self)";
    private static final String LASTING = "public, max-age=31536000, immutable";

    private static final String NOT_BUILT = "This page was not built, because Node was missing when Parley was:"
            + " install Node 20 or newer, then start Parley again with ./parley.\n";

    private final Supplier<TrySettings> settings;
    private final PageFiles files;
    private final TicketCounter tickets;

    public TryDoor(Supplier<TrySettings> settings, PageFiles files, TicketDesk desk) {
        this.settings = settings;
        this.files = files;
        this.tickets = new TicketCounter(desk);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path == null || !(path.equals(PAGE) || path.startsWith(PAGE + "/")) || isApiCall(request)) {
            return false;
        }
        if (!settings.get().enabled()) {
            return false;
        }
        if (HttpMethod.POST.is(request.getMethod()) && path.equals(TICKET)) {
            tickets.answer(request, response, callback);
            return true;
        }
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            return false;
        }
        String name = path.length() > PAGE.length() ? path.substring(PAGE.length() + 1) : "";
        show(name, request, response, callback);
        return true;
    }

    private static boolean isApiCall(Request request) {
        String query = request.getHttpURI().getQuery();
        return request.getHeaders().contains(HttpHeader.AUTHORIZATION) || (query != null && query.contains("Action="));
    }

    private void show(String name, Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        Optional<PageFile> file = name.isEmpty() ? files.front() : files.asset(name);
        if (file.isPresent()) {
            show(file.get(), request, response, callback);
        } else if (name.isEmpty()) {
            say(HttpStatus.SERVICE_UNAVAILABLE_503, NOT_BUILT, response, callback);
        } else {
            say(HttpStatus.NOT_FOUND_404, "There is no such file.\n", response, callback);
        }
    }

    private static void show(PageFile file, Request request, Response response, Callback callback) {
        boolean gzip = AnswerStream.offersGzip(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
        // Two forms of one file must not have one strong name (RFC 9110 §8.8.3).
        String etag = "W/" + file.etag();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CACHE_CONTROL, file.lasting() ? LASTING : "no-cache");
        headers.put(HttpHeader.ETAG, etag);
        headers.put(HttpHeader.VARY, "Accept-Encoding");
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Permissions-Policy", DEVICES);
        if (names(request.getHeaders().get(HttpHeader.IF_NONE_MATCH), file.etag())) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
            return;
        }
        byte[] body = gzip ? file.gzipped() : file.content();
        if (gzip) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        write(HttpStatus.OK_200, file.contentType(), body, response, callback);
    }

    private static boolean names(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null && (ifNoneMatch.strip().equals("*") || ifNoneMatch.contains(etag));
    }

    private static void say(int status, String sentence, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        write(status, "text/plain; charset=utf-8", sentence.getBytes(StandardCharsets.UTF_8), response, callback);
    }

    static void write(int status, String contentType, byte[] body, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
