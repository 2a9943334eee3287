package dev.parley.server.gateway;

import dev.parley.server.rooms.RoomAdministration;
import dev.parley.server.rooms.RoomKey;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** No room exists: the actions on rooms are part of the door that is measured, and nobody calls them. */
final class NoRooms implements RoomAdministration {

    @Override
    public CompletableFuture<Boolean> removeUsers(RoomKey room, Set<String> userIds) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<Boolean> dismiss(RoomKey room) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<BlockOutcome> setBlocked(RoomKey room, String userId, boolean audio, boolean video) {
        return CompletableFuture.completedFuture(BlockOutcome.NO_ROOM);
    }
}
