package dev.parley.server.transport;

import dev.parley.server.delays.DelayFigures;

/**
 * What passed one media worker, at two times, so that it can be told how fast. Rates are of the time between them: the
 * ten seconds before {@code now().at()}, less after the start.
 *
 * @param now the latest
 * @param before an earlier one, the same as {@code now} at the start
 * @param delaysNow from the arrival of a packet until what it caused was sent, since the start
 * @param delaysBefore the same at the earlier time
 */
public record RecentTraffic(MediaTraffic now, MediaTraffic before, DelayFigures delaysNow, DelayFigures delaysBefore) {

    private static final long MILLIS = 1_000;

    /** Milliseconds between the two times; 0 at the start. */
    public long spanMillis() {
        return now.at() - before.at();
    }

    public long packetsInPerSecond() {
        return perSecond(now.packetsIn() - before.packetsIn());
    }

    public long bytesInPerSecond() {
        return perSecond(now.bytesIn() - before.bytesIn());
    }

    public long packetsOutPerSecond() {
        return perSecond(now.packetsOut() - before.packetsOut());
    }

    public long bytesOutPerSecond() {
        return perSecond(now.bytesOut() - before.bytesOut());
    }

    /** Of the packets between the two times. */
    public DelayFigures recentDelays() {
        return delaysNow.since(delaysBefore);
    }

    private long perSecond(long difference) {
        return spanMillis() == 0 ? 0 : difference * MILLIS / spanMillis();
    }
}
