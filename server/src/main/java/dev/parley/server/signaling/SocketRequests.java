package dev.parley.server.signaling;

import dev.parley.server.metering.SessionUsage;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Refusal;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomMessage;
import dev.parley.server.rooms.Seat.Wanted;
import dev.parley.server.rooms.Seat.Wish;
import dev.parley.server.rooms.StreamType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a client asks for once it is inside. Blocks while the room answers; answers go into the session's outbox. */
final class SocketRequests {

    private static final int NORMAL = 1000;

    private final EntryChecks checks;
    private final RoomCalls calls;
    private final SessionUsage usage;
    private final IceServers iceServers;
    private final InstantSource clock;

    /** @param clock the rooms' clock */
    SocketRequests(
            EntryChecks checks, RoomCalls calls, SessionUsage usage, IceServers iceServers, InstantSource clock) {
        this.checks = checks;
        this.calls = calls;
        this.usage = usage;
        this.iceServers = iceServers;
        this.clock = clock;
    }

    /**
     * Deals with one frame.
     *
     * @throws BadFrameException when it makes no sense
     * @throws dev.parley.server.rooms.EntryRefusedException when the session is over
     */
    void receive(ClientSession session, ClientFrame frame, ClientSocket asker) {
        switch (frame.type()) {
            case "msg" -> send(session, message(frame));
            case "ack" -> session.outbox().acknowledge(frame.number("got"));
            default -> request(session, frame, asker);
        }
    }

    private void request(ClientSession session, ClientFrame frame, ClientSocket asker) {
        long id = frame.id();
        if (id == 0) {
            throw BadFrameException.parameter("a request needs a positive id");
        }
        if (!session.requests().take(clock.millis())) {
            throw new BadFrameException(
                    BadFrameException.FLOW_CONTROL,
                    "more than " + RequestAllowance.PER_SECOND + " requests a second; slow down");
        }
        if (frame.type().equals("role") && !isPermitted(session, frame, id, asker)) {
            return;
        }
        session.answer(asker, answer(session, frame, id));
        if (frame.type().equals("exit")) {
            session.farewell(asker, NORMAL, "left");
        }
    }

    private ObjectNode answer(ClientSession session, ClientFrame frame, long id) {
        return switch (frame.type()) {
            case "offer" -> negotiate(session, frame, id);
            case "subscribe" -> subscribe(session, frame, id);
            case "unsubscribe" -> unsubscribe(session, frame, id);
            case "mute" -> mute(session, frame, id);
            case "role" -> switchRole(session, frame, id);
            case "renew" -> renew(session, frame, id);
            case "ping" -> ping(session, frame, id);
            case "usage" -> usage(session, id);
            case "ice" -> iceServers(session, id);
            case "exit" -> exit(session, id);
            default ->
                throw new BadFrameException(
                        BadFrameException.UNKNOWN_TYPE, "there is no request of type " + frame.type());
        };
    }

    private ObjectNode negotiate(ClientSession session, ClientFrame frame, long id) {
        MeetingOffer offer = MeetingOffer.read(
                frame.optionalObject("offer").orElseThrow(() -> BadFrameException.parameter("offer is missing")));
        ObjectNode answer = offer.answer(
                calls.await(session.seat().negotiate(offer.media())), session.originId(), session.nextOriginVersion());
        return ServerFrames.reply("answer", id).set("answer", answer);
    }

    private ObjectNode subscribe(ClientSession session, ClientFrame frame, long id) {
        List<Wish> wishes = frame.objects(
                "items",
                MeetingNegotiation.MAX_SECTIONS,
                item -> new Wish(
                        wanted(item), item.text("mid"), item.choice("layer", Layer.BIG, Layer.class, Layer::wireName)));
        List<Optional<Refusal>> refusals = calls.await(session.seat().subscribe(wishes));
        List<ObjectNode> refused = new ArrayList<>();
        for (int index = 0; index < wishes.size(); index++) {
            Wanted wanted = wishes.get(index).stream();
            refusals.get(index)
                    .ifPresent(refusal -> refused.add(ServerFrames.refused(wanted.userId(), wanted.type(), refusal)));
        }
        return ServerFrames.subscribed(id, refused);
    }

    private static Wanted wanted(ClientFrame item) {
        return new Wanted(item.text("userId"), item.choice("source", StreamType.class, StreamType::wireName));
    }

    private ObjectNode unsubscribe(ClientSession session, ClientFrame frame, long id) {
        List<Wanted> streams = frame.objects("items", MeetingNegotiation.MAX_SECTIONS, SocketRequests::wanted);
        calls.await(session.seat().unsubscribe(streams));
        return ServerFrames.reply("ok", id);
    }

    private ObjectNode mute(ClientSession session, ClientFrame frame, long id) {
        StreamType type = frame.choice("source", StreamType.class, StreamType::wireName);
        return calls.await(session.seat().mute(type, frame.flag("muted")))
                .map(refusal -> ServerFrames.error(id, refusal.code(), refusal.message()))
                .orElseGet(() -> ServerFrames.reply("ok", id));
    }

    private ObjectNode switchRole(ClientSession session, ClientFrame frame, long id) {
        Role asked = frame.choice("role", Role.class, Role::wireName);
        Role role = calls.await(session.seat().switchRole(asked, session.rights()));
        return ServerFrames.reply("role", id)
                .put("role", role.wireName())
                .put("rights", session.rights().bits());
    }

    /**
     * Whose ticket does not hold any more may not become an anchor and is removed from the room (spec/05 §3). The
     * answer says why, so it goes out before the removal does, which is the last that a connection is told.
     */
    private boolean isPermitted(ClientSession session, ClientFrame frame, long id, ClientSocket asker) {
        if (frame.choice("role", Role.class, Role::wireName) != Role.ANCHOR) {
            return true;
        }
        try {
            permit(session, frame.optionalText("privateMapKey").orElse(session.privateMapKey()));
            return true;
        } catch (EntryRefusedException refused) {
            session.answer(asker, ServerFrames.error(id, refused.code(), refused.getMessage()));
            calls.await(session.seat().leave(ExitReason.REMOVED));
            return false;
        }
    }

    private void permit(ClientSession session, String privateMapKey) {
        EntryRequest entry = session.entry();
        session.permit(privateMapKey, checks.recheck(session.room(), entry.userId(), privateMapKey));
    }

    private ObjectNode renew(ClientSession session, ClientFrame frame, long id) {
        permit(session, frame.text("privateMapKey"));
        calls.await(session.seat().renew(session.rights()));
        return ServerFrames.reply("ok", id);
    }

    private ObjectNode ping(ClientSession session, ClientFrame frame, long id) {
        frame.optionalNumber("got").ifPresent(session.outbox()::acknowledge);
        return ServerFrames.pong(id, calls.await(session.seat().uplink()));
    }

    private ObjectNode usage(ClientSession session, long id) {
        return calls.await(usage.ofSession(session.room(), session.seat().sessionId()))
                .map(seconds -> ServerFrames.usage(id, seconds))
                .orElseThrow(() -> BadFrameException.parameter("nothing is counted for this session yet; ask again"));
    }

    private ObjectNode iceServers(ClientSession session, long id) {
        return ServerFrames.withIceServers(
                ServerFrames.reply("ice", id), iceServers.of(session.entry().userId()), iceServers.lifetime());
    }

    private ObjectNode exit(ClientSession session, long id) {
        calls.await(session.seat().leave(ExitReason.NORMAL));
        return ServerFrames.reply("ok", id);
    }

    /** Who sends more than anybody may waits for the room each time, so that nothing piles up before it. */
    private void send(ClientSession session, RoomMessage message) {
        session.seat().send(message);
        if (!session.messages().take(clock.millis())) {
            calls.await(session.seat().unsubscribe(List.of()));
        }
    }

    private static RoomMessage message(ClientFrame frame) {
        String data = frame.text("data");
        int size = Base64Text.size(data);
        return new RoomMessage(
                Math.clamp(frame.number("cmdId"), -1, Integer.MAX_VALUE),
                frame.number("seq"),
                frame.flag("rel"),
                frame.flag("ord"),
                size < 0 || size > RoomMessage.MAX_BYTES
                        ? ""
                        : data, // refused by its size; the rest need not wait for that
                size);
    }
}
