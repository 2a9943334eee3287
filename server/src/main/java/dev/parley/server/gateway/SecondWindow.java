package dev.parley.server.gateway;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts by key within the current clock second (spec/06 §3). Only that second is remembered, so the size is bounded by
 * what can happen in it. Safe for use by any thread.
 *
 * @param <K> what is counted
 */
final class SecondWindow<K> {

    private final Map<K, Integer> counts = new HashMap<>();
    private long second = Long.MIN_VALUE;

    /** Counts one more, and says how many that makes in this second. */
    synchronized int count(K key, Instant now) {
        long asked = now.getEpochSecond();
        // Who read the clock just before the others counts with them; only a clock that was set back starts anew.
        if (asked > second || asked < second - 1) {
            counts.clear();
            second = asked;
        }
        return counts.merge(key, 1, Integer::sum);
    }
}
