package dev.parley.server.rooms;

/** A reader of the room event stream. */
@FunctionalInterface
public interface RoomEventListener {

    /** Called on the room's owner thread, in order for each room; must not block. */
    void onRoomEvent(RoomEvent event);
}
