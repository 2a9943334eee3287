package dev.parley.server.signaling;

import dev.parley.server.metering.SessionSeconds;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Refusal;
import dev.parley.server.rooms.RoomMessage;
import dev.parley.server.rooms.RoomNotice;
import dev.parley.server.rooms.RoomNotice.UserState;
import dev.parley.server.rooms.Seat.Uplink;
import dev.parley.server.rooms.Seat.View;
import dev.parley.server.rooms.StreamType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the frames of docs/signalling.md. */
final class ServerFrames {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ServerFrames() {}

    static ObjectNode reply(String type, long id) {
        return JSON.createObjectNode().put("t", type).put("id", id);
    }

    /** @param id 0 when the frame at fault had none */
    static ObjectNode error(long id, int code, @Nullable String message) {
        ObjectNode frame = JSON.createObjectNode().put("t", "error");
        if (id > 0) {
            frame.put("id", id);
        }
        return frame.put("code", code).put("message", message);
    }

    static ObjectNode withView(ObjectNode frame, View view, Map<String, Long> timers) {
        frame.put("commId", view.commId());
        frame.put("scene", view.family().wireName());
        frame.put("role", view.role().wireName());
        frame.put("rights", view.rights().bits());
        frame.set("blocked", blocked(view.audioBlocked(), view.videoBlocked()));
        ObjectNode times = frame.putObject("timers");
        timers.forEach(times::put);
        ArrayNode users = frame.putArray("users");
        view.users().forEach(user -> users.add(user(JSON.createObjectNode(), user)));
        return frame;
    }

    /** Adds nothing when the server names no ICE servers. */
    static ObjectNode withIceServers(ObjectNode frame, List<IceServer> servers, Duration lifetime) {
        if (!servers.isEmpty()) {
            ArrayNode list = frame.putArray("iceServers");
            servers.forEach(server -> iceServer(list.addObject(), server));
            frame.put("iceLifetime", lifetime.toMillis());
        }
        return frame;
    }

    private static void iceServer(ObjectNode entry, IceServer server) {
        ArrayNode urls = entry.putArray("urls");
        server.uris().forEach(urls::add);
        if (server.username() != null) {
            entry.put("username", server.username()).put("credential", server.credential());
        }
    }

    static ObjectNode answer(String sdp, Map<StreamType, Refusal> refused) {
        ObjectNode answer = JSON.createObjectNode().put("sdp", sdp);
        ArrayNode refusals = answer.putArray("refused");
        refused.forEach((type, refusal) -> refusals.addObject()
                .put("source", type.wireName())
                .put("code", refusal.code())
                .put("message", refusal.message()));
        return answer;
    }

    static ObjectNode refused(String userId, StreamType type, Refusal refusal) {
        return JSON.createObjectNode()
                .put("userId", userId)
                .put("source", type.wireName())
                .put("code", refusal.code())
                .put("message", refusal.message());
    }

    static ObjectNode subscribed(long id, List<ObjectNode> refused) {
        ObjectNode frame = reply("subscribed", id);
        frame.putArray("refused").addAll(refused);
        return frame;
    }

    static ObjectNode pong(long id, Uplink uplink) {
        ObjectNode frame = reply("pong", id);
        ObjectNode counts = frame.putObject("uplink");
        if (uplink.roundTripMillis() < 0) {
            counts.putNull("rtt");
        } else {
            counts.put("rtt", uplink.roundTripMillis());
        }
        counts.put("expectAud", uplink.expectedAudio())
                .put("recvAud", uplink.receivedAudio())
                .put("expectVid", uplink.expectedVideo())
                .put("recvVid", uplink.receivedVideo());
        return frame;
    }

    static ObjectNode usage(long id, SessionSeconds seconds) {
        ObjectNode frame = reply("usage", id);
        frame.putObject("seconds")
                .put("audio", seconds.audio())
                .put("sd", seconds.sd())
                .put("hd", seconds.hd())
                .put("fullHd", seconds.fullHd())
                .put("twoK", seconds.twoK())
                .put("fourK", seconds.fourK());
        return frame;
    }

    /** The frame for a notice; null when there is none to send. */
    static @Nullable ObjectNode notice(RoomNotice notice) {
        ObjectNode frame = JSON.createObjectNode();
        return switch (notice) {
            case RoomNotice.UserEntered entered -> user(frame.put("t", "user-entered"), entered.user());
            case RoomNotice.UserChanged changed -> user(frame.put("t", "user-changed"), changed.user());
            case RoomNotice.UserLeft left ->
                frame.put("t", "user-left")
                        .put("userId", left.userId())
                        .put("reason", left.reason().code());
            case RoomNotice.Blocked blocked ->
                frame.put("t", "blocked").put("audio", blocked.audio()).put("video", blocked.video());
            case RoomNotice.Message message -> message(frame, message.from(), message.message());
            case RoomNotice.MessageRefused refused ->
                frame.put("t", "msg-refused")
                        .put("cmdId", refused.commandId())
                        .put("seq", refused.sequence())
                        .put("code", refused.refusal().code())
                        .put("message", refused.refusal().message());
            case RoomNotice.MessagesLimited limited ->
                frame.put("t", "msg-limited").put("dropped", limited.dropped());
            case RoomNotice.Ended ended -> kicked(frame, ended.reason());
        };
    }

    private static ObjectNode message(ObjectNode frame, String from, RoomMessage message) {
        return frame.put("t", "msg")
                .put("from", from)
                .put("cmdId", message.commandId())
                .put("seq", message.sequence())
                .put("rel", message.reliable())
                .put("ord", message.ordered())
                .put("data", message.data());
    }

    /** Who leaves by itself, or is sent away with the whole server, is not kicked. */
    private static @Nullable ObjectNode kicked(ObjectNode frame, ExitReason reason) {
        String text =
                switch (reason) {
                    case REPLACED -> "kick";
                    case REMOVED -> "banned";
                    case DISMISSED -> "room_disband";
                    case TIMEOUT -> "user_time_out";
                    case SERVER_LOST -> "room_closed";
                    case NORMAL, VANISHED, SERVER_STOPPED -> null;
                };
        return text == null ? null : frame.put("t", "kicked").put("reason", text);
    }

    private static ObjectNode blocked(boolean audio, boolean video) {
        return JSON.createObjectNode().put("audio", audio).put("video", video);
    }

    private static ObjectNode user(ObjectNode frame, UserState user) {
        frame.put("userId", user.userId()).put("flags", user.flags());
        ObjectNode codecs = frame.putObject("codecs");
        user.codecs().forEach((type, codec) -> codecs.put(type.wireName(), codec));
        return frame;
    }
}
