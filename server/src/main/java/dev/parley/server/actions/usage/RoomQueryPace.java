package dev.parley.server.actions.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The least time between two accepted room queries of one caller and application (USG-12). A refused call changes
 * nothing. Safe for use by any thread.
 */
final class RoomQueryPace {

    /** Callers remembered at once; beyond it the one that waits longest is forgotten, which only spares it the wait. */
    private static final int MAX_CALLERS = 10_000;

    /** Oldest first: an accepted caller is put back at the end. */
    private final Map<Caller, Instant> accepted = new LinkedHashMap<>();

    record Caller(long uin, String region, long sdkAppId) {}

    /**
     * Asks for a call.
     *
     * @param interval the least time; zero accepts every call
     * @return zero when the call is accepted, else how long the caller still has to wait
     */
    synchronized Duration accept(Caller caller, Instant now, Duration interval) {
        if (interval.isZero()) {
            return Duration.ZERO;
        }
        Instant previous = accepted.get(caller);
        if (previous != null) {
            Duration elapsed = Duration.between(previous, now);
            // A clock that was set back must not lock anybody out until it has caught up.
            if (!elapsed.isNegative() && elapsed.compareTo(interval) < 0) {
                return interval.minus(elapsed);
            }
        }
        accepted.remove(caller);
        if (accepted.size() == MAX_CALLERS) {
            accepted.remove(accepted.keySet().iterator().next());
        }
        accepted.put(caller, now);
        return Duration.ZERO;
    }
}
