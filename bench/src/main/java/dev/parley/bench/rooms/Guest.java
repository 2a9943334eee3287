package dev.parley.bench.rooms;

import dev.parley.server.participant.Entered;
import dev.parley.server.participant.Entry;
import dev.parley.server.participant.RoomParticipant;
import dev.parley.server.participant.RoomSurroundings;
import dev.parley.server.participant.RoomUser;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** One participant of a crowd, with what it did by the machine's clock. Used by one thread at a time. */
final class Guest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A request, between two instants in epoch milliseconds. */
    private record Asked(long before, long after) {}

    private final RoomParticipant participant;
    private final Tally tally = new Tally();
    private Set<String> found = Set.of();
    private Asked entering = new Asked(0, 0);
    private Asked leaving = new Asked(0, 0);
    private double enterMillis;
    private double mediaMillis;

    Guest(RoomSurroundings surroundings, Entry entry) {
        participant = new RoomParticipant(surroundings, entry, tally);
    }

    RoomParticipant participant() {
        return participant;
    }

    Tally tally() {
        return tally;
    }

    void enter() throws IOException {
        long start = System.nanoTime();
        long before = System.currentTimeMillis();
        Entered entered = participant.enter();
        entering = new Asked(before, System.currentTimeMillis());
        enterMillis = (System.nanoTime() - start) / 1e6;
        found = entered.users().stream().map(RoomUser::userId).collect(Collectors.toUnmodifiableSet());
        if (!entered.refused().isEmpty()) {
            throw new IOException(participant.userId() + " may not publish: " + entered.refused());
        }
        participant.awaitConnected(PATIENCE);
        mediaMillis = (System.nanoTime() - start) / 1e6;
    }

    void exit() throws IOException {
        long before = System.currentTimeMillis();
        participant.exit();
        leaving = new Asked(before, System.currentTimeMillis());
    }

    /** Who was there when it came. */
    Set<String> found() {
        return found;
    }

    /** From before the WebSocket is opened until the answer. */
    double enterMillis() {
        return enterMillis;
    }

    /** From before the WebSocket is opened until media can flow. */
    double mediaMillis() {
        return mediaMillis;
    }

    /** Fewest whole seconds the server can have counted (MET-3). */
    long leastSeconds() {
        return Math.floorDiv(leaving.before, 1_000L) - Math.floorDiv(entering.after, 1_000L);
    }

    /** Most seconds, likewise. */
    long mostSeconds() {
        return Math.floorDiv(leaving.after, 1_000L) - Math.floorDiv(entering.before, 1_000L);
    }
}
