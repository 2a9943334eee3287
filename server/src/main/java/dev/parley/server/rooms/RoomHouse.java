package dev.parley.server.rooms;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.protocol.ticket.Permission;
import dev.parley.server.config.RoomsSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms one worker owns, and what each of them needs from around it. Used by that worker's thread only. */
final class RoomHouse {

    private static final Logger LOG = LoggerFactory.getLogger(RoomHouse.class);

    private static final int MAY_NOT_CREATE = -102010;
    private static final int NO_SESSION = -102018;

    private final RoomWorker worker;
    private final Supplier<RoomsSettings> settings;
    private final Duration stallTimeout;
    private final RoomEventListener listener;
    private final SecureRandom random;
    private final ConcurrentMap<String, RoomKey> sessions;
    private final Map<RoomKey, Room> rooms = new HashMap<>();
    private final Map<RoomKey, Long> created = new HashMap<>();
    private List<Annex> annexes = List.of();

    /** @param sessions where each session is; shared by all houses, readable by any thread */
    RoomHouse(
            RoomWorker worker,
            Supplier<RoomsSettings> settings,
            Duration stallTimeout,
            RoomEventListener listener,
            SecureRandom random,
            ConcurrentMap<String, RoomKey> sessions) {
        this.worker = worker;
        this.settings = settings;
        this.stallTimeout = stallTimeout;
        this.listener = listener;
        this.random = random;
        this.sessions = sessions;
    }

    RoomWorker worker() {
        return worker;
    }

    /** Where players may be besides this worker, in the order in which they are taken. */
    List<Annex> annexes() {
        return annexes;
    }

    /** Before the first room is opened. */
    void extend(List<Annex> elsewhere) {
        annexes = List.copyOf(elsewhere);
    }

    /** Those in force now. */
    RoomsSettings settings() {
        return settings.get();
    }

    Duration stallTimeout() {
        return stallTimeout;
    }

    RoomEventListener listener() {
        return listener;
    }

    /** The open room of that key, or null. */
    @Nullable
    Room find(RoomKey key) {
        Room room = rooms.get(key);
        return room == null || room.isClosed() ? null : room;
    }

    /**
     * Lets somebody into a room, which is opened for them when there is none; a refused first entrant opens nothing.
     */
    <T> T enter(Entry entry, Task<T> task) {
        RoomKey key = entry.room();
        Room open = find(key);
        if (open == null && !entry.rights().allows(Permission.CREATE_ROOM)) {
            throw new EntryRefusedException(
                    EntryRefusedException.Reason.NO_PERMISSION,
                    MAY_NOT_CREATE,
                    "this room does not exist, and the PrivateMapKey does not allow to create it");
        }
        if (open != null) {
            return task.apply(open, worker.now());
        }
        long second = nextCreation(key);
        Room room = new Room(key, entry.family(), newInstance(), second, this);
        T joined = task.apply(room, worker.now());
        rooms.put(key, room);
        created.put(key, second);
        return joined;
    }

    /** Something done in a room. */
    @FunctionalInterface
    interface Task<T> {
        T apply(Room room, long now);
    }

    /** Something done for somebody in a room. */
    @FunctionalInterface
    interface SeatTask<T> {
        T apply(Room room, Participant participant, long now);
    }

    /** As {@link SeatTask}, without a result. */
    @FunctionalInterface
    interface SeatAction {
        void apply(Room room, Participant participant, long now);
    }

    /**
     * Does something for a session.
     *
     * @throws EntryRefusedException when it is over
     */
    <T> T askSeat(RoomKey key, String sessionId, SeatTask<T> task) {
        Room room = find(key);
        Participant participant = room == null ? null : room.occupants().ofSession(sessionId);
        if (room == null || participant == null) {
            throw new EntryRefusedException(
                    EntryRefusedException.Reason.NO_SESSION, NO_SESSION, "this session is over; enter again");
        }
        return task.apply(room, participant, worker.now());
    }

    /** As {@link #askSeat}. */
    void atSeat(RoomKey key, String sessionId, SeatAction action) {
        askSeat(key, sessionId, (room, participant, now) -> {
            action.apply(room, participant, now);
            return true;
        });
    }

    /** Does something for a session, unless it is over. */
    void ifPresent(RoomKey key, String sessionId, SeatAction action) {
        Room room = find(key);
        Participant participant = room == null ? null : room.occupants().ofSession(sessionId);
        if (room != null && participant != null) {
            action.apply(room, participant, worker.now());
        }
    }

    /** Does something in a room that is open; false when there is none. */
    boolean inRoom(RoomKey key, Consumer<Room> task) {
        Room room = find(key);
        if (room == null) {
            return false;
        }
        task.accept(room);
        forgetClosed();
        return true;
    }

    /** Epoch seconds of a room's creation; two life cycles of one room never have the same (spec/10 §5.1). */
    private long nextCreation(RoomKey key) {
        long second = Math.floorDiv(worker.now(), 1_000L);
        created.values().removeIf(earlier -> earlier < second);
        Long earlier = created.get(key);
        return earlier == null ? second : earlier + 1;
    }

    boolean leave(RoomKey key, String sessionId, ExitReason reason) {
        Room room = find(key);
        boolean left = room != null && room.leave(sessionId, reason, worker.now());
        forgetClosed();
        return left;
    }

    /** See {@link Rooms#restart}. */
    CompletableFuture<Optional<LocalPeer>> restart(RoomKey key, String sessionId, IceCredentials credentials) {
        Room room = find(key);
        return room == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : room.restart(sessionId, credentials);
    }

    void tick(long now) {
        for (Room room : rooms.values()) {
            try {
                room.tick(now);
            } catch (RuntimeException failure) {
                LOG.error("{} is closed after a failure; its users may enter again", room.key(), failure);
                abandon(room, now);
            }
        }
        forgetClosed();
    }

    private static void abandon(Room room, long now) {
        try {
            room.endAll(ExitReason.SERVER_LOST, now);
        } catch (RuntimeException failure) {
            LOG.error("{} could not even be closed in good order", room.key(), failure);
        }
    }

    void endAll(ExitReason reason) {
        for (Room room : List.copyOf(rooms.values())) {
            room.endAll(reason, worker.now());
        }
        forgetClosed();
    }

    private void forgetClosed() {
        rooms.values().removeIf(Room::isClosed);
    }

    String newSessionId(RoomKey key) {
        String sessionId = randomHex(16);
        sessions.put(sessionId, key);
        return sessionId;
    }

    void sessionEnded(String sessionId) {
        sessions.remove(sessionId);
    }

    private String newInstance() {
        return randomHex(8);
    }

    private String randomHex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** Not 0, which some clients treat as none. */
    long randomSsrc() {
        return 1 + random.nextLong(0xFFFF_FFFEL);
    }

    /** In the lower half, so that the first wrap comes late. */
    int randomSequence() {
        return random.nextInt(1 << 15);
    }
}
