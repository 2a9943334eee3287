package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;
import java.util.List;

/** The ledger at one instant; valid while the question that received it runs. */
public interface UsageSnapshot {

    /** Where a source stands: its last batch applied, and the second (epoch) up to which it has counted. */
    record Position(String source, long seq, long countedTo) {}

    /** Batches {@code fromSeq} to {@code toSeq} of a source that never arrived, and epoch seconds they may concern. */
    record Hole(String source, long fromSeq, long toSeq, long fromSecond, long toSecond) {}

    /** Kept events and the source that kept them. */
    record KeptChunk(String source, EventChunk events) {}

    /** All sources known. */
    List<Position> positions();

    /** What is missing from the ledger and will not come, by source. */
    List<Hole> holes();

    /**
     * The segments of the hours that the minutes {@code fromMinute <= minute < toMinute} touch; those of hours covered
     * as a whole come without their bodies.
     */
    List<HourlySegment> segments(long sdkAppId, long fromMinute, long toMinute);

    /** Adds the sums of {@code fromSlot <= slot < toSlot} to {@code slots}, each of twelve columns. */
    void addApplicationUsage(long sdkAppId, long fromSlot, long toSlot, long[][] slots);

    /**
     * The kept events of a room in {@code fromHour <= hour < toHour}, by hour, then source, then in the order they were
     * kept.
     */
    List<KeptChunk> events(RoomKey room, long fromHour, long toHour);
}
