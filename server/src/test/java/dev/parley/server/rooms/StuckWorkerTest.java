package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.rooms.MediaCensus.Question;
import dev.parley.server.rooms.MediaCensus.Reading;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking at the media of two workers, of which one may be stuck. */
class StuckWorkerTest {

    private final SimulatedWorker well = new SimulatedWorker(new Random(1));
    private final SimulatedWorker stuck = new SimulatedWorker(new Random(2));
    private final List<Runnable> patience = new ArrayList<>();
    private final LocalRooms rooms = new LocalRooms(
            List.of(well, stuck),
            RoomsSettings::defaults,
            Duration.ofSeconds(5),
            _ -> {},
            new SecureRandom(),
            patience::add);
    private final RoomKey ofWell = roomOf(0);
    private final RoomKey ofStuck = roomOf(1);

    /** A room that the worker of that number has. */
    private static RoomKey roomOf(int worker) {
        for (int number = 0; ; number++) {
            RoomKey key = new RoomKey(20_000_001, RoomKind.STR, "room-" + number);
            if (Math.floorMod(key.hashCode(), 2) == worker) {
                return key;
            }
        }
    }

    @BeforeEach
    void somebodyIsInEachRoom() {
        enter(ofWell, well);
        enter(ofStuck, stuck);
    }

    private void enter(RoomKey key, SimulatedWorker owner) {
        owner.answer(rooms.enter(
                new Entry(key, "ann", Family.CALL, Role.ANCHOR, Permissions.ALL, Door.SIGNALLING, RoomClient.MUTE)));
    }

    private CompletableFuture<Reading> ask(RoomKey... keys) {
        return rooms.media().read(new Question(List.of(keys), 0, 10));
    }

    private void losePatience() {
        List.copyOf(patience).forEach(Runnable::run);
        patience.clear();
    }

    @Test
    void bothAnswerInTheOrderAskedFor() {
        CompletableFuture<Reading> asked = ask(ofStuck, ofWell);
        well.run(10);
        assertThat(asked).isNotDone();
        stuck.run(10);

        assertThat(asked).isDone();
        assertThat(asked.join().rooms()).extracting(RoomMedia::room).containsExactly(ofStuck, ofWell);
        assertThat(asked.join().rooms()).extracting(RoomMedia::worker).containsExactly(1, 0);
        assertThat(asked.join().silentWorkers()).isEmpty();
    }

    @Test
    void theOthersAnswerIsGivenWhenOneHasBeenWaitedForLongEnough() {
        CompletableFuture<Reading> asked = ask(ofStuck, ofWell);
        well.run(10);
        losePatience();

        assertThat(asked).isDone();
        assertThat(asked.join().rooms()).extracting(RoomMedia::room).containsExactly(ofWell);
        assertThat(asked.join().silentWorkers()).containsExactly(1);
    }

    @Test
    void nobodyIsWaitedForWhoWasNotAsked() {
        CompletableFuture<Reading> asked = ask(ofWell);
        well.run(10);
        assertThat(asked.join().silentWorkers()).isEmpty();
    }

    @Test
    void aStuckWorkerIsNotGivenEverMoreQuestions() {
        for (int question = 0; question < LocalMediaCensus.MOST_WAITING; question++) {
            assertThat(ask(ofStuck)).isNotDone();
        }

        assertThat(ask(ofStuck).join().silentWorkers()).as("without waiting").containsExactly(1);

        losePatience();
        stuck.run(10);
        CompletableFuture<Reading> later = ask(ofStuck);
        stuck.run(10);
        assertThat(later.join().rooms()).hasSize(1);
    }

    @Test
    void theSumsOfAStuckWorkerStandStill() {
        well.run(3_000);

        assertThat(rooms.media().workers()).extracting(WorkerMedia::clients).containsExactly(1, 0);
        assertThat(rooms.media().workers().getFirst().at()).isGreaterThan(well.now() - 1_000);
    }
}
