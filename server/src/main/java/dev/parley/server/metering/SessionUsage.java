package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What participants may know of their own usage while they are in a room. Safe for use by any thread. */
public interface SessionUsage {

    /**
     * The seconds of a session so far, as they are metered: complete up to the second before the present one. Over all
     * sessions of a room they add up to what the room has counted; in per-stream mode each received picture counts
     * (MET-9). They begin anew with the process.
     *
     * @return empty when nobody is in the room under that session; fails with a {@code RejectedExecutionException}
     *     when too many questions wait. Completed on a virtual thread of its own.
     */
    CompletableFuture<Optional<SessionSeconds>> ofSession(RoomKey room, String sessionId);
}
