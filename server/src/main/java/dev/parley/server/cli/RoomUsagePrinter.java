package dev.parley.server.cli;

import dev.parley.server.metering.Tier;
import dev.parley.server.metering.UsageReader;
import dev.parley.server.rooms.RoomKind;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints room usage as a table for people, or as one JSON object per line. */
final class RoomUsagePrinter implements UsageReader.RoomUsageSink {

    private final PrintWriter out;
    private final boolean json;
    private final long[] total = new long[Tier.COUNT];
    private int rooms;

    RoomUsagePrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void room(RoomKind kind, String roomId, long[] seconds) {
        if (json) {
            out.println(JsonLine.of(line -> {
                line.writeStringProperty("roomKind", kind.wireName());
                line.writeStringProperty("roomId", roomId);
                for (Tier tier : Tier.values()) {
                    line.writeNumberProperty(tier.usageKey(), seconds[tier.column()]);
                }
            }));
            return;
        }
        if (rooms++ == 0) {
            header();
        }
        for (int i = 0; i < seconds.length; i++) {
            total[i] += seconds[i];
        }
        row(roomId, kind.wireName(), seconds);
    }

    /** Ends the table. */
    void finish() {
        if (!json) {
            if (rooms == 0) {
                out.println("No usage in this range.");
            } else {
                row(rooms == 1 ? "1 room" : rooms + " rooms", "", total);
            }
        }
        out.flush();
    }

    private void header() {
        out.printf(Locale.ROOT, "%-32s %-4s", "Room", "Kind");
        for (Tier tier : Tier.values()) {
            out.printf(Locale.ROOT, " %10s", tier.usageKey());
        }
        out.println();
    }

    private void row(String name, String kind, long[] seconds) {
        out.printf(Locale.ROOT, "%-32s %-4s", name, kind);
        for (long value : seconds) {
            out.printf(Locale.ROOT, " %10d", value);
        }
        out.println();
    }
}
