package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** What the door needs of one HTTP request. Used by the one thread that handles it. */
final class DoorRequest {

    static final int MAX_BODY_BYTES = 64 * 1_024;
    private static final int MAX_PARAMETERS = 32;

    /**
     * Closing a connection with unread bytes resets it, and the reset may overtake the answer: so what is refused as
     * too large is still read, up to here.
     */
    private static final int MOST_DRAINED_BYTES = 1 << 20;

    private final Request request;

    DoorRequest(Request request) {
        this.request = request;
    }

    String method() {
        return request.getMethod();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The media type without parameters, lower case; empty when there is none. */
    String mediaType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Query parameters, decoded; the first of a name counts. */
    Map<String, String> query() {
        Map<String, String> parameters = new HashMap<>();
        String raw = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        for (String pair : raw.split("&", MAX_PARAMETERS)) {
            int equals = pair.indexOf('=');
            String name = PercentEncoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
            parameters.putIfAbsent(name, equals < 0 ? "" : PercentEncoding.decodeQuery(pair.substring(equals + 1)));
        }
        return parameters;
    }

    /**
     * The UserSig: a Bearer token, or {@code ?usersig=} of clients that cannot send headers (spec/15 §2).
     *
     * @throws ProblemException 401 when there is neither
     */
    String ticket() {
        String ticket = ticketOrNothing();
        if (ticket.isEmpty()) {
            throw new ProblemException(
                    401, "Send the UserSig as \"Authorization: Bearer ...\".", Map.of("WWW-Authenticate", "Bearer"));
        }
        return ticket;
    }

    boolean hasTicket() {
        return !ticketOrNothing().isEmpty();
    }

    private String ticketOrNothing() {
        String credentials = header("Authorization").orElse("");
        boolean bearer = credentials.regionMatches(true, 0, "Bearer ", 0, 7);
        return bearer ? credentials.substring(7).strip() : query().getOrDefault("usersig", "");
    }

    /**
     * The whole body as text.
     *
     * @throws ProblemException 413 beyond {@link #MAX_BODY_BYTES}
     */
    String body() throws IOException {
        if (request.getLength() > MAX_BODY_BYTES) {
            throw tooLarge();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw tooLarge();
            }
            return new String(body, UTF_8);
        }
    }

    /**
     * Takes what is left of a body that nobody wanted to see: with unread bytes a connection cannot serve another
     * request.
     *
     * @return false when there is too much of it, so that the connection has to be closed
     */
    boolean drain() {
        if (request.getLength() > MOST_DRAINED_BYTES) {
            return false;
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] scrap = new byte[8 * 1_024];
            for (int taken = 0; taken <= MOST_DRAINED_BYTES; ) {
                int count = in.read(scrap);
                if (count < 0) {
                    return true;
                }
                taken += count;
            }
            return false;
        } catch (IOException broken) {
            return false;
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(413, "The body is larger than " + MAX_BODY_BYTES + " bytes.");
    }
}
