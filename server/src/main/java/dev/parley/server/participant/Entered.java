package dev.parley.server.participant;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What the server said when a participant entered or came back.
 *
 * @param commId names the room's life
 * @param scene the room's, which counts
 * @param role the participant's
 * @param rights permission bits
 * @param pingInterval how often the participant is to be heard
 * @param timeout after how long without a word it is removed
 * @param users who is there
 * @param refused publications that were not accepted
 */
public record Entered(
        String commId,
        String scene,
        String role,
        int rights,
        boolean audioBlocked,
        boolean videoBlocked,
        Duration pingInterval,
        Duration timeout,
        List<RoomUser> users,
        List<Refusal> refused) {

    /** Names a session and proves that it is one's own. */
    record Key(String session, String token) {}

    public Entered {
        users = List.copyOf(users);
        refused = List.copyOf(refused);
    }

    static Entered read(JsonNode frame) {
        return new Entered(
                frame.path("commId").asString(),
                frame.path("scene").asString(),
                frame.path("role").asString(),
                frame.path("rights").asInt(),
                frame.path("blocked").path("audio").asBoolean(false),
                frame.path("blocked").path("video").asBoolean(false),
                Duration.ofMillis(frame.path("timers").path("ping").asLong()),
                Duration.ofMillis(frame.path("timers").path("timeout").asLong()),
                StreamSupport.stream(frame.path("users").spliterator(), false)
                        .map(RoomUser::read)
                        .toList(),
                Refusal.readAll(frame.path("answer").path("refused")));
    }
}
