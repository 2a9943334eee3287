package dev.parley.server.rooms;

import dev.parley.server.rooms.RoomEvent.Stamp;

/** Gives one room's events their numbers and times, and hands them to their readers. */
final class RoomJournal {

    private final RoomKey room;
    private final String instance;
    private final RoomEventListener listener;

    private long sequence;
    private long lastTimestamp;

    /** @param instance random text that tells this life cycle of the room from every other */
    RoomJournal(RoomKey room, String instance, RoomEventListener listener) {
        this.room = room;
        this.instance = instance;
        this.listener = listener;
    }

    /** An event but for its stamp. */
    @FunctionalInterface
    interface Entry {
        RoomEvent stamped(Stamp stamp);
    }

    /** Tells an event; time never goes back within a room (MET-3). */
    void tell(long timestamp, Entry entry) {
        lastTimestamp = Math.max(lastTimestamp, timestamp);
        sequence++;
        listener.onRoomEvent(entry.stamped(new Stamp(instance + "-" + sequence, room, lastTimestamp, sequence)));
    }
}
