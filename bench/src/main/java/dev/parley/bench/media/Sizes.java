package dev.parley.bench.media;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is compared.
 *
 * @param publishers in the one room
 * @param subscribers in it, each playing one of them
 * @param packets for each frame of each publisher, 30 times a second: the equal loads, rising
 * @param mostPackets where the search for the highest clean rate ends
 * @param seconds measured for each load
 * @param srtp {@code gcm} or {@code cm}
 * @param serverCore the processor the servers are pinned to
 * @param loadCore the generator's
 * @param only the servers to compare, by name or by its first word, such as {@code parley}; empty for all
 */
record Sizes(
        int publishers,
        int subscribers,
        List<Integer> packets,
        int mostPackets,
        int seconds,
        String srtp,
        int serverCore,
        int loadCore,
        List<String> only) {

    private static final int FRAMES_PER_SECOND = 30;

    private static final Map<String, String> DEFAULTS = Map.of(
            "publishers", "4",
            "subscribers", "400",
            "packets", "2,4,8",
            "mostPackets", "64",
            "seconds", "10",
            "srtp", "gcm",
            "serverCore", "0",
            "loadCore", "1",
            "only", "");

    /** @param words {@code name=value}, each for one of the components */
    static Sizes parse(String... words) {
        Map<String, String> given = new TreeMap<>(DEFAULTS);
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (parts.length != 2 || !given.containsKey(parts[0])) {
                throw new IllegalArgumentException(word + ": say one of " + given + " with another value");
            }
            given.put(parts[0], parts[1]);
        }
        return new Sizes(
                number(given, "publishers"),
                number(given, "subscribers"),
                list(given, "packets").stream().map(Integer::valueOf).toList(),
                number(given, "mostPackets"),
                number(given, "seconds"),
                given.getOrDefault("srtp", ""),
                number(given, "serverCore"),
                number(given, "loadCore"),
                list(given, "only"));
    }

    private static int number(Map<String, String> given, String name) {
        return Integer.parseInt(given.getOrDefault(name, ""));
    }

    private static List<String> list(Map<String, String> given, String name) {
        return Arrays.stream(given.getOrDefault(name, "").split(","))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Packets a second that subscribers get with so many for each frame. */
    long rate(int packetsPerFrame) {
        return (long) subscribers * FRAMES_PER_SECOND * packetsPerFrame;
    }
}
