package dev.parley.server.metering;

import dev.parley.server.rooms.RoomEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Recognises repeated events of one room in bounded memory (MET-19). Sequence numbers ascend within a room, so an event
 * that is not beyond the last one was here before, with one exception: a room that is created again may count from the
 * start. Such a life begins with an entry into the empty room whose id is not among the latest entries.
 */
final class RepeatedEvents {

    private static final int REMEMBERED_ENTRIES = 64;

    private final Deque<String> latestEntries = new ArrayDeque<>();
    private long lastSequence = Long.MIN_VALUE;

    /** Whether the event is new; remembers it then. */
    boolean accept(RoomEvent event, boolean roomIsEmpty) {
        RoomEvent.Stamp stamp = event.stamp();
        boolean entry = event instanceof RoomEvent.Entered;
        boolean newLife = entry && roomIsEmpty && !latestEntries.contains(stamp.eventId());
        if (stamp.sequence() <= lastSequence && !newLife) {
            return false;
        }
        lastSequence = stamp.sequence();
        if (entry) {
            remember(stamp.eventId());
        }
        return true;
    }

    private void remember(String eventId) {
        if (latestEntries.size() == REMEMBERED_ENTRIES) {
            latestEntries.removeFirst();
        }
        latestEntries.addLast(eventId);
    }
}
