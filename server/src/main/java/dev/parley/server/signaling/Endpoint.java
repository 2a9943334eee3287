package dev.parley.server.signaling;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.server.config.WhipSettings;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.Rooms.Joined;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A WHIP or WHEP endpoint, where sessions begin (spec/15 §3.1 to §3.3, §4). */
final class Endpoint {

    private static final String METHODS = "OPTIONS, POST, GET, HEAD";

    private final Entrance entrance;
    private final EntryChecks checks;
    private final OpenSessions sessions;
    private final RoomCalls calls;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final WhipSettings settings;
    private final IceServers iceServers;

    Endpoint(
            Entrance entrance,
            EntryChecks checks,
            OpenSessions sessions,
            RoomCalls calls,
            InstantSource clock,
            RandomGenerator random,
            WhipSettings settings,
            IceServers iceServers) {
        this.entrance = entrance;
        this.checks = checks;
        this.sessions = sessions;
        this.calls = calls;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.iceServers = iceServers;
    }

    /** @param application,stream path segments, still percent-encoded */
    Reply answer(DoorRequest request, String application, String stream) throws IOException {
        return switch (request.method()) {
            case "POST" -> post(request, application, stream);
            case "OPTIONS" ->
                CrossOrigin.options(Reply.empty(200).with("Allow", METHODS).with("Accept-Post", Reply.SDP))
                        .withLinks(IceServerLinks.of(hints(request, application, stream)));
            case "GET" -> Reply.empty(204);
            case "HEAD" -> entrance.head();
            default ->
                throw new ProblemException(405, "This resource takes " + METHODS + " only.", Map.of("Allow", METHODS));
        };
    }

    /**
     * What a client may know before its offer. A browser's own question before the page's brings no ticket, and must
     * cost nothing (RFC 9725 §4.6); whoever else brings one that holds gets credentials.
     */
    private List<IceServer> hints(DoorRequest request, String application, String stream) {
        if (request.header("Access-Control-Request-Method").isPresent()) {
            return List.of();
        }
        if (iceServers.isEmpty() || !request.hasTicket()) {
            return iceServers.open();
        }
        try {
            return iceServers.of(admission(request, application, stream).userId());
        } catch (EntryRefusedException stranger) {
            return iceServers.open();
        }
    }

    /** The order of the checks is that of spec/15 §3.2. */
    private Reply post(DoorRequest request, String application, String stream) throws IOException {
        if (!sessions.hasRoom(clock.instant())) {
            throw ProblemException.overloaded("The server holds as many sessions as it can; try again later.");
        }
        if (!request.mediaType().equals(Reply.SDP)) {
            throw new ProblemException(415, "Send the offer as Content-Type: application/sdp.");
        }
        SessionDescription offer = offer(request.body());
        Admission admission = admission(request, application, stream);
        return created(admission, entrance.enter(admission, offer, request.query()));
    }

    private Admission admission(DoorRequest request, String application, String stream) {
        String ticket = request.ticket();
        Map<String, String> query = request.query();
        RoomKind kind = query.getOrDefault("use_number_room_id", "").equals("1") ? RoomKind.INT : RoomKind.STR;
        return checks.checkTicketFirst(new EntryRequest(
                PercentEncoding.decodeSegment(application),
                kind,
                PercentEncoding.decodeSegment(stream),
                query.getOrDefault("SessionID", ""),
                ticket,
                query.getOrDefault("private_map_key", "")));
    }

    private static SessionDescription offer(String body) {
        if (body.isBlank()) {
            throw new ProblemException(400, "The body is empty; send an SDP offer.");
        }
        return SessionDescription.parse(body);
    }

    private Reply created(Admission admission, Entrance.Entered entered) {
        Joined joined = entered.joined();
        try {
            Negotiated negotiated = entered.negotiated();
            String answer =
                    AnswerWriter.write(negotiated, joined.local(), joined.outgoing(), random.nextLong(Long.MAX_VALUE));
            String entityTag = OpenSessions.entityTag(joined.local());
            String id = sessions.remember(new OpenSessions.Session(
                    joined.sessionId(),
                    admission.room().sdkAppId(),
                    admission.userId(),
                    clock.instant(),
                    negotiated.remote().iceUfrag(),
                    negotiated.remote().icePwd(),
                    entityTag,
                    TaggedSection.of(negotiated)));
            return new Reply(201, Map.of(), answer)
                    .with("Content-Type", Reply.SDP)
                    .with("Location", settings.location(WhipDoor.SESSION_PATH + id))
                    .with("ETag", entityTag)
                    .withLinks(IceServerLinks.of(iceServers.of(admission.userId())));
        } catch (RuntimeException e) {
            calls.rooms().leave(joined.sessionId(), ExitReason.NORMAL);
            throw e;
        }
    }
}
