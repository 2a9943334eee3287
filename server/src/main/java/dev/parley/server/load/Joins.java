package dev.parley.server.load;

import dev.parley.server.delays.DelayHistogram;
import java.util.ArrayList;
import java.util.List;

/** Who came in, how long it took, and who did not. For any number of threads. */
final class Joins {

    /** Reasons that are kept; more of them say nothing new. */
    private static final int MOST_REASONS = 5;

    private final DelayHistogram connected = new DelayHistogram();
    private final DelayHistogram firstPacket = new DelayHistogram();
    private final List<String> reasons = new ArrayList<>();
    private int joined;
    private int failed;
    private long firstBegun = Long.MAX_VALUE;
    private long lastConnected = Long.MIN_VALUE;

    /** What is known at one time. */
    record Summary(
            int joined,
            int failed,
            double joinsPerSecond,
            DelaySummary connected,
            DelaySummary firstPacket,
            List<String> reasons) {}

    /** Both in nanoseconds of the generator's clock. */
    synchronized void subscriberConnected(long begun, long done) {
        joined++;
        connected.record(done - begun);
        firstBegun = Math.min(firstBegun, begun);
        lastConnected = Math.max(lastConnected, done);
    }

    synchronized void firstPacket(long begun, long came) {
        firstPacket.record(came - begun);
    }

    synchronized void publisherConnected() {
        joined++;
    }

    synchronized void failed(String reason) {
        failed++;
        if (reasons.size() < MOST_REASONS && !reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    synchronized int joined() {
        return joined;
    }

    synchronized Summary summary() {
        DelaySummary connecting = DelaySummary.of(connected);
        double seconds = (lastConnected - firstBegun) / 1e9;
        return new Summary(
                joined,
                failed,
                connecting.count() == 0 ? 0 : connecting.count() / seconds,
                connecting,
                DelaySummary.of(firstPacket),
                List.copyOf(reasons));
    }

    /** Whether so many fail that going on is of no use. */
    synchronized boolean hopeless() {
        return failed >= 4 && failed > joined / 10;
    }
}
