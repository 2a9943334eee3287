package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The contents of a batch as bytes, the form in which they wait in a node's outbox. Version byte, CRC32C, contents. */
public record BatchBody(long countedTo, List<HourlySegment> segments, List<EventChunk> events) {

    public BatchBody {
        segments = List.copyOf(segments);
        events = List.copyOf(events);
    }

    public byte[] toBytes() {
        ByteBuilder out = new ByteBuilder(4096);
        out.putByte(Segment.VERSION);
        for (int i = 1; i < Segment.CONTENT; i++) {
            out.putByte(0);
        }
        out.putNumber(countedTo);
        out.putNumber(segments.size());
        for (HourlySegment segment : segments) {
            out.putNumber(segment.sdkAppId());
            out.putNumber(segment.hour());
            out.putBlock(segment.segment().head());
            out.putBlock(segment.segment().body());
        }
        out.putNumber(events.size());
        for (EventChunk chunk : events) {
            out.putNumber(chunk.room().sdkAppId());
            out.putByte(chunk.room().kind() == RoomKind.STR ? 1 : 0);
            out.putBlock(chunk.room().id().getBytes(StandardCharsets.UTF_8));
            out.putNumber(chunk.hour());
            out.putBlock(chunk.body());
        }
        out.setInt(1, Segment.checksum(out.backing(), out.length()));
        return out.toBytes();
    }

    /** Reads what {@link #toBytes} wrote; throws {@link CorruptSegmentException} when it is damaged. */
    public static BatchBody of(byte[] bytes) {
        Segment.checkEnvelope(bytes, "a batch");
        ByteCursor in = new ByteCursor(bytes, Segment.CONTENT);
        long countedTo = in.readNumber();
        List<HourlySegment> segments = new ArrayList<>();
        for (int left = in.readSmall(bytes.length); left > 0; left--) {
            long application = in.readNumber();
            long hour = in.readNumber();
            segments.add(new HourlySegment(application, hour, new Segment(in.readBlock(), in.readBlock())));
        }
        List<EventChunk> events = new ArrayList<>();
        for (int left = in.readSmall(bytes.length); left > 0; left--) {
            long application = in.readNumber();
            RoomKind kind = in.readByte() == 1 ? RoomKind.STR : RoomKind.INT;
            String id = new String(in.readBlock(), StandardCharsets.UTF_8);
            long hour = in.readNumber();
            events.add(new EventChunk(new RoomKey(application, kind, id), hour, in.readBlock()));
        }
        return new BatchBody(countedTo, segments, events);
    }
}
