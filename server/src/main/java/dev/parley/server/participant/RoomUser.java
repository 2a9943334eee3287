package dev.parley.server.participant;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Somebody else in a room, as the server last described them.
 *
 * @param flags the bit set of docs/signalling.md
 * @param codecs encoding name by source, such as {@code main} to {@code H264}
 */
public record RoomUser(String userId, int flags, Map<String, String> codecs) {

    private static final int SMALL = 2;

    public RoomUser {
        codecs = Map.copyOf(codecs);
    }

    static RoomUser read(JsonNode node) {
        Map<String, String> codecs = new TreeMap<>();
        node.path("codecs")
                .properties()
                .forEach(codec -> codecs.put(codec.getKey(), codec.getValue().asString()));
        return new RoomUser(node.path("userId").asString(), node.path("flags").asInt(), codecs);
    }

    public boolean publishes(MediaSource source) {
        return (flags & source.publishedFlag()) != 0;
    }

    public boolean isMuted(MediaSource source) {
        return (flags & source.mutedFlag()) != 0;
    }

    /** Published and not muted. */
    public boolean isAvailable(MediaSource source) {
        return publishes(source) && !isMuted(source);
    }

    /** Whether there is a small picture beside the big one. */
    public boolean hasSmall() {
        return (flags & SMALL) != 0;
    }
}
