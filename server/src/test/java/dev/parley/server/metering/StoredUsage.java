package dev.parley.server.metering;

import java.util.List;

/** Asks a ledger without a meter. */
public final class StoredUsage {

    private StoredUsage() {}

    public static void roomUsage(
            UsageLedger ledger, long application, long fromMinute, long toMinute, UsageReader.RoomUsageSink sink) {
        ledger.read(snapshot -> {
            UsageAnswers.roomUsage(
                    snapshot, List.of(), new UsageAnswers.RoomQuestion(application, fromMinute, toMinute, true), sink);
            return true;
        });
    }
}
