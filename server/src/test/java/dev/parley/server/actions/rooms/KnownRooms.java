package dev.parley.server.actions.rooms;

import dev.parley.server.rooms.RoomAdministration;
import dev.parley.server.rooms.RoomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rooms that are names in a map, and what was done to them. */
public final class KnownRooms implements RoomAdministration {

    final Map<RoomKey, Set<String>> users = new LinkedHashMap<>();
    final List<String> orders = new ArrayList<>();
    private @Nullable CompletableFuture<?> instead;

    KnownRooms with(RoomKey room, String... userIds) {
        users.put(room, new LinkedHashSet<>(List.of(userIds)));
        return this;
    }

    /** Every later order comes to this. */
    void answer(CompletableFuture<?> future) {
        instead = future;
    }

    @Override
    public CompletableFuture<Boolean> removeUsers(RoomKey room, Set<String> userIds) {
        orders.add("remove " + userIds + " from " + room);
        return answering(() -> {
            users.computeIfPresent(room, (_, present) -> without(userIds, present));
            return users.containsKey(room);
        });
    }

    @Override
    public CompletableFuture<Boolean> dismiss(RoomKey room) {
        orders.add("dismiss " + room);
        return answering(() -> users.remove(room) != null);
    }

    @Override
    public CompletableFuture<BlockOutcome> setBlocked(RoomKey room, String userId, boolean audio, boolean video) {
        orders.add("block " + userId + " in " + room + " audio " + audio + " video " + video);
        return answering(() -> {
            Set<String> present = users.get(room);
            if (present == null) {
                return BlockOutcome.NO_ROOM;
            }
            return present.contains(userId) ? BlockOutcome.DONE : BlockOutcome.NO_USER;
        });
    }

    private static Set<String> without(Set<String> leavers, Set<String> present) {
        Set<String> stayers = new LinkedHashSet<>(present);
        stayers.removeAll(leavers);
        return stayers;
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> answering(Supplier<T> usual) {
        return instead == null ? CompletableFuture.completedFuture(usual.get()) : (CompletableFuture<T>) instead;
    }
}
