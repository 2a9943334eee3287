package dev.parley.server.signaling;

import dev.parley.server.config.RoomsSettings;
import dev.parley.server.rooms.Door;
import dev.parley.server.rooms.Entry;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Family;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.Seat;
import dev.parley.server.rooms.Seat.View;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How a connection gets its session: {@code enter} and {@code resume}. Blocks while the room answers. */
final class SocketEntry {

    static final int SYSTEM_ERROR = -102000;
    static final int OVERLOADED = -100021;

    private static final int SESSION_GONE = -102018;
    private static final long PING_MILLIS = 2_000;

    private final EntryChecks checks;
    private final RoomCalls calls;
    private final ClientSessions sessions;
    private final Supplier<RoomsSettings> settings;
    private final IceServers iceServers;
    private final InstantSource clock;

    /** @param clock the rooms' clock */
    SocketEntry(
            EntryChecks checks,
            RoomCalls calls,
            ClientSessions sessions,
            Supplier<RoomsSettings> settings,
            IceServers iceServers,
            InstantSource clock) {
        this.checks = checks;
        this.calls = calls;
        this.sessions = sessions;
        this.settings = settings;
        this.iceServers = iceServers;
        this.clock = clock;
    }

    /**
     * Takes a connection's first request; its answer is the first frame in the session's outbox.
     *
     * @throws BadFrameException when it makes no sense
     * @throws EntryRefusedException when it is refused
     * @throws SentAwayException when it resumes a session from which its user was sent away
     */
    ClientSession enter(ClientFrame frame, ClientSocket socket) {
        return switch (frame.type()) {
            case "enter" -> enterAnew(frame, socket);
            case "resume" -> resume(frame, socket);
            default -> throw BadFrameException.parameter("the first request must be enter or resume");
        };
    }

    private ClientSession enterAnew(ClientFrame frame, ClientSocket socket) {
        EntryRequest request = request(frame);
        Family family = frame.choice("scene", Family.CALL, Family.class, Family::wireName);
        Role role = frame.choice("role", Role.ANCHOR, Role.class, Role::wireName);
        Admission admission = checks.check(request);
        MeetingOffer offer =
                frame.optionalObject("offer").map(MeetingOffer::read).orElse(null);
        ClientSession session = sit(request, admission, family, role);
        ObjectNode entered = ServerFrames.reply("entered", frame.id())
                .put("session", session.seat().sessionId())
                .put("token", session.token());
        try {
            session.giveTo(socket);
            describe(session, offer, entered);
        } catch (RuntimeException failure) {
            session.seat().leave(ExitReason.NORMAL); // nobody could resume what was never answered
            throw failure;
        }
        session.attach(socket, entered);
        return session;
    }

    private ClientSession sit(EntryRequest request, Admission admission, Family family, Role role) {
        if (sessions.isFull()) {
            throw new EntryRefusedException(
                    Reason.STOPPING, OVERLOADED, "the server holds as many sessions as it can; try again later");
        }
        ClientSession session = new ClientSession(
                admission, request, sessions.newToken(), sessions.newOriginId(), clock, sessions::remove);
        session.sit(join(new Entry(
                admission.room(), request.userId(), family, role, admission.rights(), Door.SIGNALLING, session)));
        sessions.add(session);
        return session;
    }

    private static EntryRequest request(ClientFrame frame) {
        Optional<Long> number = frame.optionalNumber("roomId").filter(id -> id != 0);
        return new EntryRequest(
                Long.toString(frame.number("sdkAppId")),
                number.isPresent() ? RoomKind.INT : RoomKind.STR,
                number.map(id -> Long.toString(id))
                        .orElseGet(() -> frame.optionalText("strRoomId").orElse("")),
                frame.optionalText("userId").orElse(""),
                frame.optionalText("userSig").orElse(""),
                frame.optionalText("privateMapKey").orElse(""));
    }

    /** Whoever gets in after we gave up is shown out again. */
    private Seat join(Entry entry) {
        CompletableFuture<Seat> joining = calls.rooms().enter(entry);
        try {
            return calls.await(joining);
        } catch (ProblemException tooLate) {
            joining.thenAccept(seat -> seat.leave(ExitReason.NORMAL));
            throw tooLate;
        }
    }

    private ClientSession resume(ClientFrame frame, ClientSocket socket) {
        String sessionId = frame.text("session");
        String token = frame.text("token");
        ClientSession session = sessions.find(sessionId, token).orElseThrow(() -> gone(sessionId, token));
        MeetingOffer offer =
                frame.optionalObject("offer").map(MeetingOffer::read).orElse(null);
        ClientSocket former = session.giveTo(socket);
        if (former != null && former != socket) {
            former.close(ClientSocket.REPLACED, "another connection continues the session");
        }
        session.heard();
        long first = session.outbox().acknowledge(frame.optionalNumber("got").orElse(0L));
        ObjectNode resumed = ServerFrames.reply("resumed", frame.id()).put("got", first);
        try {
            describe(session, offer, resumed);
        } catch (RuntimeException failure) {
            session.takeFrom(socket); // or its notices would be collected for nobody
            throw failure;
        }
        session.attach(socket, resumed);
        return session;
    }

    private RuntimeException gone(String sessionId, String token) {
        return sessions.endOf(sessionId, token)
                .<RuntimeException>map(SentAwayException::new)
                .orElseGet(() -> new EntryRefusedException(
                        Reason.NO_SESSION, SESSION_GONE, "this session is over; enter again"));
    }

    /** Media first, so that the view is the last thing before what follows. */
    private void describe(ClientSession session, @Nullable MeetingOffer offer, ObjectNode frame) {
        ObjectNode answer = offer == null ? null : negotiate(session, offer);
        View view = calls.await(session.seat().view());
        Map<String, Long> timers = new LinkedHashMap<>();
        timers.put("ping", PING_MILLIS);
        timers.put("timeout", settings.get().userTimeout().toMillis());
        ServerFrames.withView(frame, view, timers);
        ServerFrames.withIceServers(frame, iceServers.of(session.entry().userId()), iceServers.lifetime());
        if (answer != null) {
            frame.set("answer", answer);
        }
    }

    private ObjectNode negotiate(ClientSession session, MeetingOffer offer) {
        return offer.answer(
                calls.await(session.seat().negotiate(offer.media())), session.originId(), session.nextOriginVersion());
    }
}
