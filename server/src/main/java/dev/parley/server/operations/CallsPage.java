package dev.parley.server.operations;

/** {@code /status/calls}: what was called within the last minute. */
public final class CallsPage {

    private static final int MOST_ROWS = 500;

    private CallsPage() {}

    public static StatusPage of(RecentCalls calls) {
        return new StatusPage(
                "/status/calls",
                "calls of the last minute by action and code (at most " + MOST_ROWS + " rows), and the ten slowest",
                _ -> cut(calls.lastMinute()));
    }

    private static RecentCalls.LastMinute cut(RecentCalls.LastMinute all) {
        return new RecentCalls.LastMinute(
                all.calls(),
                all.failures(),
                all.byActionAndCode().stream().limit(MOST_ROWS).toList(),
                all.slowest());
    }
}
