package dev.parley.bench.rooms;

import java.util.Map;
import java.util.TreeMap;

/**
 * How large the rooms are and what happens in them.
 *
 * @param callers in the call room
 * @param publishers of them send sound
 * @param heard how many sounds each participant receives
 * @param anchors in the live room
 * @param audience in the live room
 * @param messageSeconds how long messages are sent
 * @param broken how many WebSockets break and come back meanwhile
 */
record Sizes(int callers, int publishers, int heard, int anchors, int audience, int messageSeconds, int broken) {

    /** @param words {@code name=number}, each for one of the components */
    static Sizes parse(String... words) {
        Map<String, Integer> given = new TreeMap<>(Map.of(
                "callers", 300,
                "publishers", 50,
                "heard", 50,
                "anchors", 5,
                "audience", 1_000,
                "messageSeconds", 20,
                "broken", 20));
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (parts.length != 2 || !given.containsKey(parts[0])) {
                throw new IllegalArgumentException(word + ": say one of " + given + " with another number");
            }
            given.put(parts[0], Integer.parseInt(parts[1]));
        }
        return new Sizes(
                given.getOrDefault("callers", 0),
                given.getOrDefault("publishers", 0),
                given.getOrDefault("heard", 0),
                given.getOrDefault("anchors", 0),
                given.getOrDefault("audience", 0),
                given.getOrDefault("messageSeconds", 0),
                given.getOrDefault("broken", 0));
    }
}
