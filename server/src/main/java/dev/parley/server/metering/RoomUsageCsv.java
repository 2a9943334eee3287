package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKind;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes the {@code Data} text of {@code DescribeTrtcRoomUsage} (ROOM-4 to ROOM-10), a line at a time: header, then one
 * line per room, each ending in LF. Call {@link #header()} once before the first room. Not safe for use by several
 * threads. A failing destination is reported as {@link UncheckedIOException}.
 */
public final class RoomUsageCsv implements UsageReader.RoomUsageSink {

    private static final String HEADER = headerLine();

    private final Appendable out;
    private final StringBuilder line = new StringBuilder(128);

    public RoomUsageCsv(Appendable out) {
        this.out = out;
    }

    /** Writes the header line (ROOM-4); alone it is the whole answer when nothing was used (ROOM-6). */
    public void header() {
        append(HEADER);
    }

    @Override
    public void room(RoomKind kind, String roomId, long[] seconds) {
        line.setLength(0);
        appendField(roomId);
        for (long value : seconds) {
            line.append(',').append(value);
        }
        append(line.append('\n'));
    }

    private void appendField(String field) {
        if (!needsQuotes(field)) {
            line.append(field);
            return;
        }
        line.append('"');
        for (int i = 0; i < field.length(); i++) {
            char character = field.charAt(i);
            if (character == '"') {
                line.append('"');
            }
            line.append(character);
        }
        line.append('"');
    }

    /** ROOM-8: nothing else is quoted, not even what a spreadsheet would take for a formula. */
    private static boolean needsQuotes(String field) {
        int length = field.length();
        if (length == 0) {
            return false;
        }
        if (field.charAt(0) == ' ' || field.charAt(length - 1) == ' ') {
            return true;
        }
        for (int i = 0; i < length; i++) {
            char character = field.charAt(i);
            if (character == ',' || character == '"' || character == '\r' || character == '\n') {
                return true;
            }
        }
        return false;
    }

    private void append(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String headerLine() {
        StringBuilder header = new StringBuilder("RoomId");
        for (Tier tier : Tier.values()) {
            header.append(',').append(tier.csvColumn());
        }
        return header.append('\n').toString();
    }
}
