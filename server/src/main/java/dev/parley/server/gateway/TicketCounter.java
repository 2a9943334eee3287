package dev.parley.server.gateway;

import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.server.tryout.TicketDesk;
import dev.parley.server.tryout.TicketRefusedException;
import dev.parley.server.tryout.TicketRefusedException.Reason;
import dev.parley.server.tryout.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /try/ticket} with {@code {"userId":"ann","strRoomId":"lobby"}} (or {@code "roomId"}, a number), answered
 * with a {@link TicketDesk.Ticket}, or with {@code {"message":...}} and status 400, 403, 409 or 415.
 */
final class TicketCounter {

    private static final int MAX_BODY_BYTES = 4096;

    /** What proxies say of themselves. */
    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TicketDesk desk;

    TicketCounter(TicketDesk desk) {
        this.desk = desk;
    }

    void answer(Request request, Response response, Callback callback) {
        try {
            // A page of another site may send JSON only after it was permitted to, and nobody permits it.
            if (!isJson(request)) {
                refuse(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                        "Send JSON, with Content-Type: application/json.",
                        response,
                        callback);
                return;
            }
            JsonNode wish = body(request);
            TicketDesk.Ticket ticket = desk.issue(visitor(request), user(wish), room(wish));
            write(HttpStatus.OK_200, ticket, response, callback);
        } catch (TicketRefusedException refused) {
            refuse(status(refused.reason()), String.valueOf(refused.getMessage()), response, callback);
        } catch (IOException gone) {
            callback.failed(gone);
        }
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case NOT_FOR_YOU -> HttpStatus.FORBIDDEN_403;
            case NO_APPLICATION -> HttpStatus.CONFLICT_409;
            case BAD_REQUEST -> HttpStatus.BAD_REQUEST_400;
        };
    }

    private static boolean isJson(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static JsonNode body(Request request) throws IOException {
        InputStream in = Content.Source.asInputStream(request);
        byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw badRequest("The request is longer than " + MAX_BODY_BYTES + " bytes.");
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException wrong) {
            throw badRequest("The request is no JSON.");
        }
    }

    private static String user(JsonNode wish) {
        JsonNode user = wish.path("userId");
        if (!user.isString()) {
            throw badRequest("userId is missing; it is a text.");
        }
        return user.stringValue();
    }

    private static TicketRoom room(JsonNode wish) {
        JsonNode number = wish.path("roomId");
        JsonNode text = wish.path("strRoomId");
        try {
            if (number.isIntegralNumber()) {
                return new TicketRoom.Numeric(number.asLong());
            }
            if (text.isString()) {
                return new TicketRoom.Text(text.stringValue());
            }
        } catch (IllegalArgumentException | JacksonException wrong) {
            throw badRequest("The room cannot be entered: " + wrong.getMessage() + ".");
        }
        throw badRequest("The room is missing: send roomId, a number, or strRoomId, a text.");
    }

    private static TicketRefusedException badRequest(String message) {
        return new TicketRefusedException(Reason.BAD_REQUEST, message);
    }

    private static Visitor visitor(Request request) {
        HttpFields headers = request.getHeaders();
        String host = headers.get(HttpHeader.HOST);
        boolean internet = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress;
        return new Visitor(
                internet
                        ? ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress()
                        : null,
                host == null ? "" : host.toLowerCase(Locale.ROOT),
                request.isSecure() ? "https" : "http",
                headers.get("Origin"),
                headers.get("Sec-Fetch-Site"),
                FORWARDED.stream().anyMatch(headers::contains));
    }

    private static void refuse(int status, String message, Response response, Callback callback) {
        write(status, Map.of("message", message), response, callback);
    }

    private static void write(int status, Object answer, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        TryDoor.write(status, "application/json", JSON.writeValueAsBytes(answer), response, callback);
    }
}
