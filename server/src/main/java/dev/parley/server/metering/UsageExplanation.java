package dev.parley.server.metering;

import dev.parley.server.rooms.SessionKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The intervals behind a row of usage, by start, and their sums.
 *
 * @param sums six sums in {@link Tier} order; equal to the row that is explained
 */
public record UsageExplanation(List<Interval> intervals, long[] sums) {

    /**
     * A stretch in which a session counted in one tier for one reason.
     *
     * @param fromSecond first epoch second
     * @param toSecond the second behind the last
     * @param seconds what it adds to the tier; more than its length when several pictures count each by itself (MET-9)
     */
    public record Interval(
            String userId,
            String sessionId,
            SessionKind kind,
            long fromSecond,
            long toSecond,
            Tier tier,
            long seconds,
            String reason) {

        /** Whether {@code next} goes on where this ends. */
        private boolean continuesIn(Interval next) {
            long length = toSecond - fromSecond;
            long nextLength = next.toSecond - next.fromSecond;
            return next.fromSecond == toSecond
                    && next.sessionId.equals(sessionId)
                    && next.userId.equals(userId)
                    && next.tier == tier
                    && next.reason.equals(reason)
                    && next.seconds * length == seconds * nextLength;
        }

        private Interval joinedWith(Interval next) {
            return new Interval(
                    userId, sessionId, kind, fromSecond, next.toSecond, tier, seconds + next.seconds, reason);
        }
    }

    /** Collects intervals, cut to a range of seconds. */
    static final class Builder {

        private record Track(String sessionId, Tier tier) {}

        private final long fromSecond;
        private final long toSecond;
        private final @Nullable Tier onlyTier;
        private final boolean includeRobots;
        private final List<Interval> done = new ArrayList<>();
        private final Map<Track, Interval> latest = new HashMap<>();
        private final long[] sums = new long[Tier.COUNT];

        Builder(long fromSecond, long toSecond, @Nullable Tier onlyTier, boolean includeRobots) {
            this.fromSecond = fromSecond;
            this.toSecond = toSecond;
            this.onlyTier = onlyTier;
            this.includeRobots = includeRobots;
        }

        void add(MeteredSession session, long from, long to, Tier tier, int units, String reason) {
            long start = Math.max(from, fromSecond);
            long end = Math.min(to, toSecond);
            boolean asked = (onlyTier == null || onlyTier == tier) && (includeRobots || !session.kind.isRobot());
            if (start >= end || !asked) {
                return;
            }
            long seconds = (end - start) * units;
            sums[tier.column()] += seconds;
            Interval interval =
                    new Interval(session.userId, session.sessionId, session.kind, start, end, tier, seconds, reason);
            Track track = new Track(session.sessionId, tier);
            Interval before = latest.get(track);
            if (before != null && before.continuesIn(interval)) {
                latest.put(track, before.joinedWith(interval));
            } else {
                if (before != null) {
                    done.add(before);
                }
                latest.put(track, interval);
            }
        }

        UsageExplanation build() {
            done.addAll(latest.values());
            done.sort(Comparator.comparingLong(Interval::fromSecond)
                    .thenComparing(Interval::userId)
                    .thenComparing(Interval::sessionId)
                    .thenComparing(Interval::tier));
            return new UsageExplanation(List.copyOf(done), sums);
        }
    }
}
