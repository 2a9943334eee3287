package dev.parley.server.metering;

import dev.parley.server.metering.UsageAnswers.RoomQuestion;
import java.util.List;

/** Answers from the ledger after flushing the meter, so that every second before the present one is in the answer. */
public final class LiveUsage implements UsageReader {

    private final Meter meter;
    private final UsageLedger ledger;
    private final boolean includeRobots;

    /** @param includeRobots whether robots' sessions are part of the answers (MET-14) */
    public LiveUsage(Meter meter, UsageLedger ledger, boolean includeRobots) {
        this.meter = meter;
        this.ledger = ledger;
        this.includeRobots = includeRobots;
    }

    @Override
    public void roomUsage(long sdkAppId, long fromMinute, long toMinute, RoomUsageSink sink) {
        meter.flush();
        RoomQuestion question = new RoomQuestion(sdkAppId, fromMinute, toMinute, includeRobots);
        ledger.read(snapshot -> {
            UsageAnswers.roomUsage(snapshot, List.of(), question, sink);
            return true;
        });
    }

    @Override
    public long[][] applicationUsage(long sdkAppId, long fromSlot, long toSlot) {
        meter.flush();
        return ledger.read(snapshot ->
                UsageAnswers.applicationUsage(snapshot, List.of(), sdkAppId, fromSlot, toSlot, includeRobots));
    }
}
