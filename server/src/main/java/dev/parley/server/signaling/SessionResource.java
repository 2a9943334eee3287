package dev.parley.server.signaling;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.sdp.TrickleFragment;
import dev.parley.media.session.LocalPeer;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.signaling.OpenSessions.Session;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A session, from its POST to its DELETE (spec/15 §3.5). */
final class SessionResource {

    private static final String METHODS = "OPTIONS, GET, HEAD, PATCH, DELETE";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

    private final OpenSessions sessions;
    private final EntryChecks checks;
    private final RoomCalls calls;
    private final boolean lenient;

    SessionResource(OpenSessions sessions, EntryChecks checks, RoomCalls calls, boolean lenient) {
        this.sessions = sessions;
        this.checks = checks;
        this.calls = calls;
        this.lenient = lenient;
    }

    Reply answer(DoorRequest request, String id) throws IOException {
        if (request.method().equals("OPTIONS")) {
            return CrossOrigin.options(Reply.empty(200).with("Allow", METHODS).with("Accept-Patch", FRAGMENT));
        }
        Session session = sessions.find(id).orElseThrow(SessionResource::unknown);
        return switch (request.method()) {
            case "GET", "HEAD" -> Reply.empty(204);
            case "DELETE" -> delete(request, id, session);
            case "PATCH" -> patch(request, id, session);
            default ->
                throw new ProblemException(405, "This resource takes " + METHODS + " only.", Map.of("Allow", METHODS));
        };
    }

    private static ProblemException unknown() {
        return new ProblemException(404, "There is no such session (any more).");
    }

    private void authenticate(DoorRequest request, Session session) {
        checks.checkAgain(session.sdkAppId(), session.userId(), request.ticket(), session.admitted());
    }

    /** 200 and not 204, because OBS warns of anything else (spec/15 §5.1). */
    private Reply delete(DoorRequest request, String id, Session session) {
        authenticate(request, session);
        boolean left = calls.await(calls.rooms().leave(session.roomSessionId(), ExitReason.NORMAL));
        sessions.forget(id);
        if (!left) {
            throw unknown();
        }
        return Reply.empty(200);
    }

    /**
     * Trickled candidates are read and then dropped: an ICE-lite agent learns the addresses of its peer from the checks
     * that arrive (RFC 8445 §2.5), so names nobody can resolve and unknown transports need no care either.
     */
    private Reply patch(DoorRequest request, String id, Session session) throws IOException {
        authenticate(request, session);
        if (!request.mediaType().equals(FRAGMENT)) {
            throw new ProblemException(415, "Send Content-Type: " + FRAGMENT + ".", Map.of("Accept-Patch", FRAGMENT));
        }
        TrickleFragment fragment = TrickleFragment.parse(request.body());
        IceCredentials offered =
                new IceCredentials(fragment.iceUfrag(), fragment.icePwd().orElse(session.remotePwd()));
        boolean newName = !offered.ufrag().equals(session.remoteUfrag());
        boolean newPassword = !offered.pwd().equals(session.remotePwd());
        if (newName != newPassword) {
            throw new ProblemException(
                    422, "An ICE restart changes a=ice-ufrag and a=ice-pwd; the session goes on as it was.");
        }
        checkPrecondition(request, session.entityTag());
        return newName ? restart(id, session, offered) : Reply.empty(204);
    }

    /** What fails leaves the running ICE session alone, as spec/15 §3.5 demands. */
    private Reply restart(String id, Session session, IceCredentials offered) {
        OfferedTransport.check(offered);
        LocalPeer local = calls.await(calls.rooms().restart(session.roomSessionId(), offered))
                .orElseThrow(SessionResource::unknown);
        String entityTag = OpenSessions.entityTag(local);
        if (!sessions.replace(id, session, session.restarted(offered, entityTag))) {
            throw new ProblemException(412, "Another ICE restart of this session came in between; try again.");
        }
        return new Reply(200, Map.of(), session.tagged().fragment(local))
                .with("Content-Type", FRAGMENT)
                .with("ETag", entityTag);
    }

    /** @throws ProblemException 428 or 412 */
    private void checkPrecondition(DoorRequest request, String current) {
        Optional<String> condition = request.header("If-Match").map(String::strip);
        if (lenient && condition.filter(value -> !value.equals("null")).isEmpty()) {
            // One client sends the tag it was given in a header of the wrong name.
            condition = request.header("ETag").map(String::strip).or(() -> Optional.of("*"));
        }
        String expected =
                condition.orElseThrow(() -> new ProblemException(428, "Send If-Match with the ETag of the answer."));
        boolean matches = expected.equals("*")
                || Stream.of(expected.split(",")).map(String::strip).anyMatch(current::equals);
        if (!matches) {
            throw new ProblemException(412, "The session's ETag is another one; If-Match must repeat it.");
        }
    }
}
