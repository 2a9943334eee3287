package dev.parley.server.rooms;

import dev.parley.server.config.RoomsSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rooms of this process, each owned by one of its workers, which a room's key decides. */
public final class LocalRooms implements Rooms {

    private final List<RoomHouse> houses = new ArrayList<>();
    private final ConcurrentMap<String, RoomKey> sessions = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * @param workers not yet started, so that their rooms are ticked from the beginning
     * @param settings those in force, asked whenever one of them counts
     * @param stallTimeout silence after which a forwarded picture no longer flows (MET-5)
     */
    public LocalRooms(
            List<? extends RoomWorker> workers,
            Supplier<RoomsSettings> settings,
            Duration stallTimeout,
            RoomEventListener listener,
            SecureRandom random) {
        for (RoomWorker worker : workers) {
            RoomHouse house = new RoomHouse(worker, settings, stallTimeout, listener, random, sessions);
            worker.everyTick(house::tick);
            houses.add(house);
        }
    }

    @Override
    public CompletableFuture<Joined> publish(Publish request) {
        return enter(request.room(), (room, now) -> room.publish(request, now));
    }

    @Override
    public CompletableFuture<Joined> play(Play request) {
        return enter(request.room(), (room, now) -> room.play(request, now));
    }

    private CompletableFuture<Joined> enter(RoomKey key, RoomHouse.Entry<Joined> entry) {
        return onOwner(key, house -> {
            if (stopping) {
                throw new EntryRefusedException(
                        EntryRefusedException.Reason.STOPPING, -100021, "this server is stopping; enter again later");
            }
            return house.enter(key, entry);
        });
    }

    @Override
    public CompletableFuture<Optional<Publisher>> publisher(RoomKey key, @Nullable String userId) {
        return onOwner(key, house -> Optional.ofNullable(house.find(key)).flatMap(room -> room.publisher(userId)));
    }

    @Override
    public CompletableFuture<Boolean> leave(String sessionId, ExitReason reason) {
        RoomKey key = sessions.get(sessionId);
        return key == null
                ? CompletableFuture.completedFuture(false)
                : onOwner(key, house -> house.leave(key, sessionId, reason));
    }

    @Override
    public boolean isPresent(String sessionId) {
        return sessions.containsKey(sessionId);
    }

    /** Refuses newcomers and ends every session; complete when each has ended. */
    public CompletableFuture<Void> stop() {
        stopping = true;
        return CompletableFuture.allOf(houses.stream()
                .map(house -> CompletableFuture.runAsync(() -> house.endAll(ExitReason.SERVER_STOPPED), house.worker()))
                .toArray(CompletableFuture[]::new));
    }

    private <T> CompletableFuture<T> onOwner(RoomKey key, Function<RoomHouse, T> task) {
        RoomHouse house = houses.get(Math.floorMod(key.hashCode(), houses.size()));
        return CompletableFuture.supplyAsync(() -> task.apply(house), house.worker());
    }
}
