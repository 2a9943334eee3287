package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.metering.Seeds;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StreamLedgerTest {

    private final StreamLedger ledger = new StreamLedger();

    @Test
    void countsWhatIsSteppedOver() {
        assertThat(take(10, 11, 14, 15)).containsExactly(0, 0, 2, 0);
    }

    @Test
    void tellsWhatComesLateFromWhatComesTwice() {
        assertThat(take(10, 13, 12, 12, 13, 11))
                .containsExactly(
                        0, 2, StreamLedger.LATE, StreamLedger.DUPLICATE, StreamLedger.DUPLICATE, StreamLedger.LATE);
    }

    @Test
    void goesOnWhereSequenceNumbersWrap() {
        assertThat(take(65_534, 65_535, 1, 0, 2)).containsExactly(0, 0, 1, StreamLedger.LATE, 0);
    }

    @Test
    void takesWhatIsOlderThanItsFirstPacketForOldNews() {
        assertThat(take(100, 99)).containsExactly(0, StreamLedger.DUPLICATE);
    }

    @Test
    void looksBackAsFarAsItsWindowReaches() {
        take(0, StreamLedger.WINDOW + 5);

        assertThat(take(6)).containsExactly(StreamLedger.LATE);
        assertThat(take(5)).containsExactly(StreamLedger.DUPLICATE);
    }

    @Test
    void takesALargeStepForANewBeginning() {
        assertThat(take(0, StreamLedger.LARGEST_GAP + 1, StreamLedger.LARGEST_GAP + 2))
                .containsExactly(0, 0, 0);
        assertThat(ledger.restarts()).isOne();
    }

    private int[] take(int... sequences) {
        int[] answers = new int[sequences.length];
        for (int index = 0; index < sequences.length; index++) {
            answers[index] = ledger.take(sequences[index] & 0xFFFF);
        }
        return answers;
    }

    /** Against a set of everything that came. */
    @Test
    void agreesWithWhoRemembersEverything() {
        long seed = Seeds.next(getClass());
        SplittableRandom random = new SplittableRandom(seed);
        Set<Long> seen = new HashSet<>();
        long highest = 65_000;
        ledger.take((int) highest);
        seen.add(highest);
        long missing = 0;
        long missingByModel = 0;
        for (int round = 0; round < 100_000; round++) {
            long next = random.nextInt(10) < 8
                    ? highest + 1 + (random.nextInt(20) == 0 ? random.nextInt(50) : 0)
                    : Math.max(65_000, highest - random.nextInt(StreamLedger.WINDOW));
            int answer = ledger.take((int) (next & 0xFFFF));
            missing += answer == StreamLedger.LATE ? -1 : Math.max(0, answer);
            boolean fresh = seen.add(next);
            assertThat(answer == StreamLedger.DUPLICATE).as("seed " + seed).isEqualTo(!fresh);
            missingByModel += next > highest ? next - highest - 1 : fresh ? -1 : 0;
            highest = Math.max(highest, next);
        }

        assertThat(missing).as("seed " + seed).isEqualTo(missingByModel).isPositive();
    }
}
