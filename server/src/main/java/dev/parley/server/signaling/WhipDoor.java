package dev.parley.server.signaling;

import dev.parley.server.config.WhipSettings;
import dev.parley.server.rooms.Rooms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The HTTP door of WHIP and WHEP (RFC 9725, spec/15): {@code /v2/pub/…}, {@code /v2/sub/…} and {@code /v2/session/…}.
 * Other paths are left to the next handler. Requests block while a room answers, so the server should run handlers on
 * virtual threads. Bearer tokens, {@code ?usersig=} and
 * {@code ?private_map_key=} are never logged here.
 */
public final class WhipDoor extends Handler.Abstract {

    /**
     * What the server's {@code HttpConfiguration} must accept for this door: a room may be called {@code 50%}, which
     * arrives as {@code 50%25} and is ambiguous only to those who decode paths twice. The door decodes the raw path,
     * once.
     */
    public static final UriCompliance URI_COMPLIANCE =
            UriCompliance.DEFAULT.with("WHIP", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    static final String SESSION_PATH = "/v2/session/";

    private final Endpoint publish;
    private final Endpoint play;
    private final SessionResource sessionResource;

    public WhipDoor(
            Rooms rooms, EntryChecks checks, InstantSource clock, WhipSettings settings, IceServers iceServers) {
        this(rooms, checks, clock, settings, iceServers, RoomCalls.PATIENCE, OpenSessions.MAX_SESSIONS);
    }

    WhipDoor(
            Rooms rooms,
            EntryChecks checks,
            InstantSource clock,
            WhipSettings settings,
            IceServers iceServers,
            Duration patience,
            int maxSessions) {
        SecureRandom random = new SecureRandom();
        RoomCalls calls = new RoomCalls(rooms, patience);
        OpenSessions sessions = new OpenSessions(rooms, random, maxSessions);
        this.publish =
                new Endpoint(new PublishEntrance(calls), checks, sessions, calls, clock, random, settings, iceServers);
        this.play = new Endpoint(new PlayEntrance(calls), checks, sessions, calls, clock, random, settings, iceServers);
        this.sessionResource = new SessionResource(sessions, checks, calls, settings.lenient());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        // CONNECT has no path.
        String[] path =
                Objects.requireNonNullElse(request.getHttpURI().getPath(), "").split("/", -1);
        if (!isOurs(path)) {
            return false;
        }
        DoorRequest asked = new DoorRequest(request);
        Reply reply = CrossOrigin.everyReply(answer(asked, path));
        if (!asked.drain()) {
            response.getHeaders().put("Connection", "close");
        }
        send(reply, response, callback);
        return true;
    }

    /** {@code /v2/pub/application/stream}, the same with {@code sub}, or {@code /v2/session/id}. */
    private static boolean isOurs(String[] path) {
        return path.length > 3
                && path[0].isEmpty()
                && path[1].equals("v2")
                && switch (path[2]) {
                    case "pub", "sub" -> path.length == 5;
                    case "session" -> path.length == 4;
                    default -> false;
                };
    }

    private Reply answer(DoorRequest request, String[] path) throws IOException {
        try {
            return switch (path[2]) {
                case "pub" -> publish.answer(request, path[3], path[4]);
                case "sub" -> play.answer(request, path[3], path[4]);
                default -> sessionResource.answer(request, path[3]);
            };
        } catch (RuntimeException e) {
            return Problems.of(e);
        }
    }

    private static void send(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        reply.links().forEach(link -> response.getHeaders().add("Link", link));
        response.write(true, ByteBuffer.wrap(reply.body().getBytes(StandardCharsets.UTF_8)), callback);
    }
}
