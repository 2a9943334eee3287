package dev.parley.server.participant;

import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** What the server says unasked, and the end of a connection. */
public sealed interface Notice {

    record UserEntered(RoomUser user) implements Notice {}

    /** @param reason 0 left, 1 timed out, 2 removed, 3 became audience */
    record UserLeft(String userId, int reason) implements Notice {}

    record UserChanged(RoomUser user) implements Notice {}

    record Blocked(boolean audio, boolean video) implements Notice {}

    /** @param reason {@code kick}, {@code banned}, {@code room_disband}, {@code user_time_out}, {@code room_closed} */
    record Kicked(String reason) implements Notice {}

    /** @param data not to be changed */
    record Message(String from, int cmdId, long seq, boolean reliable, boolean ordered, byte[] data)
            implements Notice {}

    record MessageRefused(int cmdId, long seq, int code, String message) implements Notice {}

    record MessagesDropped(int count) implements Notice {}

    /** An error that answers no request. */
    record Fault(int code, String message) implements Notice {}

    /** A frame of a type that this participant does not know. */
    record Unknown(String type) implements Notice {}

    /** @param code of the WebSocket's close frame; 1006 when there was none */
    record ConnectionEnded(int code, String reason) implements Notice {}

    /** Reads a frame that answers nothing. */
    static Notice read(JsonNode frame) {
        String type = frame.path("t").asString("");
        return switch (type) {
            case "user-entered" -> new UserEntered(RoomUser.read(frame));
            case "user-left" ->
                new UserLeft(
                        frame.path("userId").asString(), frame.path("reason").asInt());
            case "user-changed" -> new UserChanged(RoomUser.read(frame));
            case "blocked" ->
                new Blocked(frame.path("audio").asBoolean(), frame.path("video").asBoolean());
            case "kicked" -> new Kicked(frame.path("reason").asString());
            case "msg" -> message(frame);
            case "msg-refused" ->
                new MessageRefused(
                        frame.path("cmdId").asInt(),
                        frame.path("seq").asLong(),
                        frame.path("code").asInt(),
                        frame.path("message").asString(""));
            case "msg-limited" -> new MessagesDropped(frame.path("dropped").asInt());
            case "error" ->
                new Fault(frame.path("code").asInt(), frame.path("message").asString(""));
            default -> new Unknown(type);
        };
    }

    private static Message message(JsonNode frame) {
        return new Message(
                frame.path("from").asString(),
                frame.path("cmdId").asInt(),
                frame.path("seq").asLong(),
                frame.path("rel").asBoolean(true),
                frame.path("ord").asBoolean(true),
                Base64.getDecoder().decode(frame.path("data").asString()));
    }
}
