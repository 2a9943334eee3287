package dev.parley.server.signaling;

import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Rooms;
import dev.parley.server.rooms.Rooms.Joined;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls rooms and waits, with a limit: the clients themselves give up after 8 seconds (spec/15 §5.1). */
final class RoomCalls {

    static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Rooms rooms;
    private final Duration patience;

    RoomCalls(Rooms rooms, Duration patience) {
        this.rooms = rooms;
        this.patience = patience;
    }

    Rooms rooms() {
        return rooms;
    }

    /** Waits for somebody to be let in; whoever gets in after we gave up is shown out again. */
    Joined join(CompletableFuture<Joined> joining) {
        try {
            return await(joining);
        } catch (ProblemException tooLate) {
            joining.thenAccept(joined -> rooms.leave(joined.sessionId(), ExitReason.NORMAL));
            throw tooLate;
        }
    }

    /**
     * @throws EntryRefusedException as the room throws it
     * @throws ProblemException 503 when the room does not answer in time
     */
    <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw ProblemException.overloaded("The room does not answer; try again.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ProblemException.overloaded("The server is stopping; try again.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EntryRefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("a room failed", e.getCause());
        }
    }
}
