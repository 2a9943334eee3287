package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKind;

/**
 * Answers questions about counted usage. Every call first closes the counts up to the current second (MET-17), then
 * reads one snapshot (USG-14). Safe for use by any thread; calls block on storage.
 */
public interface UsageReader {

    /**
     * Seconds per room over the minutes {@code fromMinute <= minute < toMinute} (minutes since the epoch), in the order
     * of ROOM-9, rooms without a counted second left out (ROOM-5).
     *
     * @throws UsageUnavailableException when storage cannot answer
     */
    void roomUsage(long sdkAppId, long fromMinute, long toMinute, RoomUsageSink sink);

    /**
     * Seconds per application over the 5-minute slots {@code fromSlot <= slot < toSlot} (slot = epoch seconds / 300).
     *
     * @return one row of six sums (in {@link Tier} order) for each slot, zeros included
     * @throws UsageUnavailableException when storage cannot answer
     */
    long[][] applicationUsage(long sdkAppId, long fromSlot, long toSlot);

    /**
     * Receives one room at a time; {@code seconds} holds six sums in {@link Tier} order and is reused between calls.
     */
    @FunctionalInterface
    interface RoomUsageSink {
        void room(RoomKind kind, String roomId, long[] seconds);
    }
}
