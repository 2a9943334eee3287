package dev.parley.server.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signatures of the older generation that were accepted, for as long as their timestamp would be accepted again
 * (spec/01 §10). Safe for use by any thread.
 */
final class ReplayMemory {

    /** A timestamp may be this far ahead and this far back. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Beyond it the oldest is forgotten; at this many calls within ten minutes a limit is the better answer. */
    private static final int MAX_ENTRIES = 200_000;

    /** Oldest first. */
    private final Map<Seen, Instant> seen = new LinkedHashMap<>();

    /** What makes two calls the same. */
    record Seen(String secretId, String timestamp, String nonce, String signature) {}

    /** False when the same was accepted before. */
    synchronized boolean accept(Seen call, Instant now) {
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && oldest.next().plus(KEPT).isBefore(now)) {
            oldest.remove();
        }
        if (seen.putIfAbsent(call, now) != null) {
            return false;
        }
        if (seen.size() > MAX_ENTRIES) {
            seen.remove(seen.keySet().iterator().next());
        }
        return true;
    }
}
