package dev.parley.server.demo;

import dev.parley.server.metering.Tier;
import java.util.List;
import java.util.Locale;

/** The demo's closing tables as text. */
final class Report {

    private static final int[] ATTENDANCE_WIDTHS = {-11, -12, -32, 8, 15, 10};

    private Report() {}

    /** What each participant did, seen from its own side. */
    static String attendance(List<Meeting.Attendance> attendances) {
        StringBuilder text = new StringBuilder();
        row(text, "room", "participant", "what it did", "stayed", "received", "counts as");
        for (Meeting.Attendance attendance : attendances) {
            Part part = attendance.part();
            String stayed =
                    String.format(Locale.ROOT, "%.1f s", attendance.stayed().toMillis() / 1000.0);
            String received = part.publishes()
                    ? "-"
                    : String.format(
                            Locale.ROOT, "%,d packets", attendance.received().packets());
            row(
                    text,
                    part.room(),
                    part.user(),
                    part.description(),
                    stayed,
                    received,
                    part.tier().csvColumn());
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String... cells) {
        StringBuilder line = new StringBuilder(" ");
        for (int index = 0; index < cells.length; index++) {
            line.append(' ').append(String.format(Locale.ROOT, "%" + ATTENDANCE_WIDTHS[index] + "s", cells[index]));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    /** The CSV of {@code DescribeTrtcRoomUsage} as a table; the demo's room names need no quoting. */
    static String usage(String csv) {
        StringBuilder text = new StringBuilder();
        for (String line : csv.split("\n")) {
            String[] cells = line.split(",");
            text.append("  ").append(String.format(Locale.ROOT, "%-11s", cells[0]));
            for (int tier = 0; tier < Tier.values().length; tier++) {
                text.append(String.format(Locale.ROOT, "%9s", cells[tier + 1]));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
