package dev.parley.server.transport;

import dev.parley.server.delays.DelayFigures;
import java.util.ArrayDeque;
import java.util.Deque;

/** A worker's counts of the last seconds, by which {@link RecentTraffic} is told. One thread adds, any may ask. */
final class TrafficHistory {

    /** Readings kept besides the latest: one a second, so rates are of ten seconds. */
    static final int KEPT = 10;

    private record Reading(MediaTraffic traffic, DelayFigures delays) {}

    private final Deque<Reading> earlier = new ArrayDeque<>();
    private volatile RecentTraffic recent;

    TrafficHistory(MediaTraffic first) {
        earlier.add(new Reading(first, DelayFigures.NONE));
        recent = new RecentTraffic(first, first, DelayFigures.NONE, DelayFigures.NONE);
    }

    void add(MediaTraffic traffic, DelayFigures delays) {
        Reading oldest = earlier.getFirst();
        recent = new RecentTraffic(traffic, oldest.traffic(), delays, oldest.delays());
        earlier.add(new Reading(traffic, delays));
        if (earlier.size() > KEPT) {
            earlier.removeFirst();
        }
    }

    /** The latest; for any thread. */
    RecentTraffic recent() {
        return recent;
    }
}
