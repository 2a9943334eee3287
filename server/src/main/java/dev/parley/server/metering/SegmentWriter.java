package dev.parley.server.metering;

import java.util.zip.Deflater;

/** Writes a {@link Segment}, room by room in the order of ROOM-9. Not safe for use by several threads. */
final class SegmentWriter {

    private final ByteBuilder head = new ByteBuilder(1024);
    private final ByteBuilder body = new ByteBuilder(4096);
    private final ByteBuilder entries = new ByteBuilder(1024);
    private int rooms;

    int rooms() {
        return rooms;
    }

    /**
     * Adds a room; one without seconds is left out.
     *
     * @param id holds the UTF-8 bytes of the room's id, {@code length} of them from {@code from}
     * @param seconds by column and minute of the hour
     */
    void add(boolean stringRoom, byte[] id, int from, int length, long[][] seconds) {
        long[] totals = new long[Segment.COLUMNS];
        int mask = 0;
        for (int column = 0; column < Segment.COLUMNS; column++) {
            for (long value : seconds[column]) {
                totals[column] += value;
            }
            mask |= totals[column] == 0 ? 0 : 1 << column;
        }
        if (mask == 0) {
            return;
        }
        rooms++;
        entries.putNumber(length * 2L + (stringRoom ? 1 : 0));
        entries.putBytes(id, from, length);
        entries.putNumber(mask);
        for (int column = 0; column < Segment.COLUMNS; column++) {
            if (totals[column] != 0) {
                entries.putNumber(totals[column]);
                addRuns(seconds[column]);
            }
        }
    }

    private void addRuns(long[] minutes) {
        int runs = 0;
        for (int i = 0; i < minutes.length; i++) {
            runs += minutes[i] != 0 && (i == 0 || minutes[i - 1] != minutes[i]) ? 1 : 0;
        }
        body.putNumber(runs);
        int previousEnd = 0;
        for (int start = 0; start < minutes.length; ) {
            int end = start + 1;
            while (end < minutes.length && minutes[end] == minutes[start]) {
                end++;
            }
            if (minutes[start] != 0) {
                body.putNumber(start - previousEnd);
                body.putNumber(end - start);
                body.putNumber(minutes[start]);
                previousEnd = end;
            }
            start = end;
        }
    }

    Segment finish() {
        head.clear();
        openEnvelope(head);
        head.putNumber(rooms);
        head.putBytes(entries.backing(), 0, entries.length());
        return new Segment(closeEnvelope(head), closeEnvelope(deflated()));
    }

    private ByteBuilder deflated() {
        ByteBuilder out = new ByteBuilder(body.length() / 2 + 64);
        openEnvelope(out);
        out.putNumber(body.length());
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(body.backing(), 0, body.length());
            deflater.finish();
            byte[] piece = new byte[8192];
            while (!deflater.finished()) {
                out.putBytes(piece, 0, deflater.deflate(piece));
            }
        }
        return out;
    }

    private static void openEnvelope(ByteBuilder out) {
        out.putByte(Segment.VERSION);
        for (int i = 1; i < Segment.CONTENT; i++) {
            out.putByte(0);
        }
    }

    private static byte[] closeEnvelope(ByteBuilder out) {
        out.setInt(1, Segment.checksum(out.backing(), out.length()));
        return out.toBytes();
    }
}
