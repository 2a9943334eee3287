package dev.parley.server.metering;

import dev.parley.server.metering.UsageAnswers.RoomQuestion;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers from the ledger and from what waits on a node's disk, on one snapshot of the ledger. */
public final class LedgerUsage implements UsageReader {

    private final Runnable refresh;
    private final UsageLedger ledger;
    private final NodeReader node;
    private final boolean includeRobots;

    private LedgerUsage(Runnable refresh, UsageLedger ledger, NodeReader node, boolean includeRobots) {
        this.refresh = refresh;
        this.ledger = ledger;
        this.node = node;
        this.includeRobots = includeRobots;
    }

    /**
     * For a running server: flushes the meter first, so that every second before the present one is in the answer.
     *
     * @param includeRobots whether robots' sessions are part of the answers (MET-14)
     */
    public static LedgerUsage live(Meter meter, UsageLedger ledger, boolean includeRobots) {
        return new LedgerUsage(meter::flush, ledger, NodeReader.NONE, includeRobots);
    }

    /** For files: of a server that runs elsewhere, has stopped or has crashed. */
    public static LedgerUsage offline(UsageLedger ledger, NodeReader node, boolean includeRobots) {
        return new LedgerUsage(() -> {}, ledger, node, includeRobots);
    }

    @Override
    public void roomUsage(long sdkAppId, long fromMinute, long toMinute, RoomUsageSink sink) {
        RoomQuestion question = new RoomQuestion(sdkAppId, fromMinute, toMinute, includeRobots);
        read(stored -> {
            UsageAnswers.roomUsage(stored.snapshot(), stored.waiting().segments(), question, sink);
            return true;
        });
    }

    @Override
    public long[][] applicationUsage(long sdkAppId, long fromSlot, long toSlot) {
        return read(stored -> UsageAnswers.applicationUsage(
                stored.snapshot(), stored.waiting().segments(), sdkAppId, fromSlot, toSlot, includeRobots));
    }

    boolean includesRobots() {
        return includeRobots;
    }

    record Stored(UsageSnapshot snapshot, NodeReader.Waiting waiting) {}

    /**
     * The ledger is read first: what moves from the node into the ledger meanwhile is then still found on the node, and
     * nothing is found twice.
     */
    <T extends @Nullable Object> T read(Function<Stored, T> question) {
        refresh.run();
        return ledger.read(snapshot -> question.apply(new Stored(snapshot, node.waiting(snapshot.positions()))));
    }
}
