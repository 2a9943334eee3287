package dev.parley.server.participant;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * One item that the server refused while the request as a whole went well.
 *
 * @param userId whose stream was asked for; empty when it is the participant's own publication
 * @param code the official negative client code
 */
public record Refusal(String userId, MediaSource source, int code, String message) {

    static List<Refusal> readAll(JsonNode refused) {
        return StreamSupport.stream(refused.spliterator(), false)
                .map(node -> new Refusal(
                        node.path("userId").asString(""),
                        MediaSource.named(node.path("source").asString()),
                        node.path("code").asInt(),
                        node.path("message").asString("")))
                .toList();
    }
}
