package dev.parley.server.rooms;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What an application's back end may do to a room (spec/11). Each call is carried out on the room's owner thread, and
 * its future completes when everybody concerned has been told. Safe for use by any thread.
 */
public interface RoomAdministration {

    /**
     * Makes users leave; those who are not there are passed over.
     *
     * @return false when there is no such room
     */
    CompletableFuture<Boolean> removeUsers(RoomKey room, Set<String> userIds);

    /**
     * Ends this life cycle of a room with everybody in it.
     *
     * @return false when there is no such room
     */
    CompletableFuture<Boolean> dismiss(RoomKey room);

    /** Sets whether what a user sends is kept from everybody, until it is changed or this life cycle ends. */
    CompletableFuture<BlockOutcome> setBlocked(RoomKey room, String userId, boolean audio, boolean video);

    /** What became of a block. */
    enum BlockOutcome {
        DONE,
        NO_ROOM,
        NO_USER
    }
}
