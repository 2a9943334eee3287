package dev.parley.server.load;

import java.io.PrintWriter;
import java.util.Locale;

/** The result as people read it. */
final class LoadText {

    private final PrintWriter out;

    LoadText(PrintWriter out) {
        this.out = out;
    }

    /** One line of progress. */
    static String progress(SecondSample sample, LoadPlan plan) {
        Counters counters = sample.counters();
        return String.format(
                Locale.ROOT,
                "%5.0f s  %d/%d there  %,.0f packets/s  %,.1f Mbit/s  missing %d  delay p50 %.2f p99 %.2f ms%s",
                sample.at(),
                sample.joined(),
                plan.allPublishers() + plan.allSubscribers(),
                sample.packetsPerSecond(),
                sample.bitsPerSecond() / 1e6,
                counters.missing,
                sample.delays().p50() / 1e6,
                sample.delays().p99() / 1e6,
                sample.measured() ? "" : "  (not measured)");
    }

    void print(LoadResult result) {
        LoadPlan plan = result.plan();
        out.printf(
                Locale.ROOT,
                "%s: %d rooms of %d publishers and %d subscribers each%n",
                result.target(),
                plan.rooms(),
                plan.publishers(),
                plan.subscribers());
        switch (result.ending()) {
            case COMPLETED ->
                out.printf(
                        Locale.ROOT, "measured for %.1f s%n", result.measured().toMillis() / 1e3);
            case INTERRUPTED ->
                out.printf(
                        Locale.ROOT,
                        "interrupted; measured for %.1f s%n",
                        result.measured().toMillis() / 1e3);
            case TARGET_LOST ->
                out.printf(
                        Locale.ROOT,
                        "ENDED EARLY, after %.1f s measured: %s%n",
                        result.measured().toMillis() / 1e3,
                        result.explanation());
        }
        joins(result.joins());
        media(result);
        delays(result);
        processes(result);
        out.flush();
    }

    private void joins(Joins.Summary joins) {
        DelaySummary connected = joins.connected();
        DelaySummary first = joins.firstPacket();
        out.println();
        out.printf(
                Locale.ROOT,
                "joins        %,d in, %,d failed, %.1f a second%n",
                joins.joined(),
                joins.failed(),
                joins.joinsPerSecond());
        out.printf(
                Locale.ROOT,
                "  connected  p50 %.0f  p99 %.0f  max %.0f ms%n",
                ms(connected.p50()),
                ms(connected.p99()),
                ms(connected.max()));
        out.printf(
                Locale.ROOT,
                "  1st packet p50 %.0f  p99 %.0f  max %.0f ms%n",
                ms(first.p50()),
                ms(first.p99()),
                ms(first.max()));
        joins.reasons().forEach(reason -> out.printf(Locale.ROOT, "  failed: %s%n", reason));
    }

    private void media(LoadResult result) {
        Counters counters = result.counters();
        out.println();
        out.printf(
                Locale.ROOT,
                "delivered    %,d of %,d packets, %.3f %%%n",
                counters.delivered,
                counters.expected,
                100 * counters.deliveredShare());
        out.printf(
                Locale.ROOT,
                "             %,.0f packets/s, %,.1f Mbit/s%n",
                result.packetsPerSecond(),
                result.bitsPerSecond() / 1e6);
        out.printf(
                Locale.ROOT,
                "missing      %,d by sequence numbers; late %,d, twice %,d, streams begun anew %,d%n",
                counters.missing,
                counters.late,
                counters.duplicates,
                counters.restarts);
        out.printf(
                Locale.ROOT,
                "repairs      %,d asked for, %,d retransmissions, %,d of use; thrown away here %,d%n",
                counters.sequencesAsked,
                counters.retransmissions,
                counters.recovered,
                counters.dropped);
        out.printf(
                Locale.ROOT,
                "publishers   %,d packets sent, %,d again, %,d key frames asked for%n",
                counters.sentPackets,
                counters.resentPackets,
                counters.keyFramesAsked);
        if (counters.skippedFrames + counters.unsentPackets + counters.lostPeers > 0) {
            out.printf(
                    Locale.ROOT,
                    "CAUTION      %,d frames not sent in time, %,d packets without room, %,d connections lost%n",
                    counters.skippedFrames,
                    counters.unsentPackets,
                    counters.lostPeers);
        }
    }

    private void delays(LoadResult result) {
        DelaySummary delays = result.delays();
        out.printf(
                Locale.ROOT,
                "delay        p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms  (%,d packets of %d subscribers)%n",
                ms(delays.p50()),
                ms(delays.p90()),
                ms(delays.p99()),
                ms(delays.p999()),
                ms(delays.max()),
                delays.count(),
                Math.min(result.plan().sample(), result.plan().allSubscribers()));
    }

    private void processes(LoadResult result) {
        out.println();
        LoadResult.ServerUsage server = result.server();
        if (server != null) {
            out.printf(
                    Locale.ROOT,
                    "server       %.2f processors, %.2f us for each delivered packet, %,.0f MiB%n",
                    result.serverProcessors(),
                    result.microsPerPacket(),
                    server.residentBytes() / 1048576.0);
        }
        out.printf(Locale.ROOT, "generator    %.2f processors%n", result.generatorProcessors());
    }

    private static double ms(long nanos) {
        return nanos / 1e6;
    }
}
