package dev.parley.server.rooms;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.server.config.RoomsSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rooms of this process, each owned by one of its workers, which a room's key decides. */
public final class LocalRooms implements Rooms, RoomAdministration {

    /** A worker that has not answered by then is stuck: it answers between two batches of packets. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<RoomHouse> houses = new ArrayList<>();
    private final ConcurrentMap<String, RoomKey> sessions = new ConcurrentHashMap<>();
    private final LocalMediaCensus media;
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
        this(
                workers,
                settings,
                stallTimeout,
                listener,
                random,
                CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @param patience carries out a task when people who look on have waited for a worker long enough */
    LocalRooms(
            List<? extends RoomWorker> workers,
            Supplier<RoomsSettings> settings,
            Duration stallTimeout,
            RoomEventListener listener,
            SecureRandom random,
            Executor patience) {
        media = new LocalMediaCensus(key -> Math.floorMod(key.hashCode(), houses.size()), patience);
        for (RoomWorker worker : workers) {
            RoomHouse house = new RoomHouse(worker, settings, stallTimeout, listener, random, sessions);
            HouseMedia looked = new HouseMedia(houses.size(), house);
            worker.everyTick(house::tick);
            worker.everyTick(looked::tick);
            media.add(looked, worker);
            houses.add(house);
        }
        for (int home = 0; home < workers.size(); home++) {
            List<Annex> annexes = annexes(workers, home);
            houses.get(home).extend(annexes);
            annexes.forEach(media::add);
        }
    }

    /** All other workers for one; each begins with its neighbour, so that large rooms don't all meet on the first. */
    private static List<Annex> annexes(List<? extends RoomWorker> workers, int home) {
        return IntStream.range(1, workers.size())
                .mapToObj(distance -> new Annex(workers.get(home), workers.get((home + distance) % workers.size())))
                .toList();
    }

    /** What there is to see of the media of these rooms. */
    public MediaCensus media() {
        return media;
    }

    @Override
    public CompletableFuture<Joined> publish(Publish request) {
        return enter(request.entry(), (room, now) -> room.publish(request, now));
    }

    @Override
    public CompletableFuture<Joined> play(Play request) {
        return enter(request.entry(), (room, now) -> room.play(request, now)).thenCompose(joined -> joined);
    }

    @Override
    public CompletableFuture<Seat> enter(Entry entry) {
        return enter(entry, (room, now) -> room.enter(entry, now).sessionId())
                .thenApply(sessionId -> new LocalSeat(sessionId, entry.room(), houseOf(entry.room())));
    }

    private <T> CompletableFuture<T> enter(Entry entry, RoomHouse.Task<T> task) {
        return onOwner(entry.room(), house -> {
            if (stopping) {
                throw new EntryRefusedException(
                        EntryRefusedException.Reason.STOPPING, -100021, "this server is stopping; enter again later");
            }
            return house.enter(entry, task);
        });
    }

    @Override
    public CompletableFuture<Boolean> removeUsers(RoomKey key, Set<String> userIds) {
        return onOwner(
                key,
                house -> house.inRoom(
                        key, room -> room.remove(userIds, house.worker().now())));
    }

    @Override
    public CompletableFuture<Boolean> dismiss(RoomKey key) {
        return onOwner(
                key,
                house -> house.inRoom(
                        key,
                        room -> room.endAll(ExitReason.DISMISSED, house.worker().now())));
    }

    @Override
    public CompletableFuture<BlockOutcome> setBlocked(RoomKey key, String userId, boolean audio, boolean video) {
        return onOwner(key, house -> {
            Room room = house.find(key);
            if (room == null) {
                return BlockOutcome.NO_ROOM;
            }
            boolean there = room.block(userId, audio, video, house.worker().now());
            return there ? BlockOutcome.DONE : BlockOutcome.NO_USER;
        });
    }

    @Override
    public CompletableFuture<Optional<Publisher>> publisher(RoomKey key, @Nullable String userId) {
        return onOwner(key, house -> Optional.ofNullable(house.find(key)).flatMap(room -> room.publisher(userId)));
    }

    @Override
    public CompletableFuture<Optional<LocalPeer>> restart(String sessionId, IceCredentials credentials) {
        RoomKey key = sessions.get(sessionId);
        return key == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : onOwner(key, house -> house.restart(key, sessionId, credentials))
                        .thenCompose(restarted -> restarted);
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

    /** Refuses newcomers and ends every session; complete when each has ended and its connection is released. */
    public CompletableFuture<Void> stop() {
        stopping = true;
        return everywhere(house -> house.endAll(ExitReason.SERVER_STOPPED))
                .thenCompose(ended -> everywhere(house -> {})); // players of other workers' rooms are released by then
    }

    private CompletableFuture<Void> everywhere(Consumer<RoomHouse> task) {
        return CompletableFuture.allOf(houses.stream()
                .map(house -> CompletableFuture.runAsync(() -> task.accept(house), house.worker()))
                .toArray(CompletableFuture[]::new));
    }

    RoomHouse houseOf(RoomKey key) {
        return houses.get(Math.floorMod(key.hashCode(), houses.size()));
    }

    private <T> CompletableFuture<T> onOwner(RoomKey key, Function<RoomHouse, T> task) {
        RoomHouse house = houseOf(key);
        return CompletableFuture.supplyAsync(() -> task.apply(house), house.worker());
    }
}
