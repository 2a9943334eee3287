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
        if (now.getEpochSecond() != second) {
            counts.clear();
            second = now.getEpochSecond();
        }
        return counts.merge(key, 1, Integer::sum);
    }
}
