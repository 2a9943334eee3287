package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.Seed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenumberingTest {

    private static final int WINDOW = 64;

    private final Renumbering numbers = new Renumbering(WINDOW, 1_000, 7);

    @Test
    void isAnOffsetAsLongAsNothingIsSkipped() {
        assertThat(numbers.pass(1_000)).isEqualTo(7);
        assertThat(numbers.pass(1_500)).isEqualTo(507);
        assertThat(numbers.pass(1_001)).isEqualTo(8);
        assertThat(numbers.original(8)).isEqualTo(1_001);
        assertThat(numbers.highestGiven()).isEqualTo(507);
    }

    @Test
    void leavesNoGapForWhatIsSkippedAndKeepsOneForWhatIsMissing() {
        numbers.pass(1_000);
        assertThat(numbers.skip(1_001)).isTrue();
        assertThat(numbers.pass(1_003)).isEqualTo(9);
        assertThat(numbers.pass(1_002)).isEqualTo(8);
        assertThat(numbers.skip(1_002)).isFalse();
        assertThat(numbers.pass(1_001)).isEqualTo(Renumbering.NONE);
        assertThat(numbers.original(8)).isEqualTo(1_002);
    }

    @Test
    void knowsNothingFromBeforeItsStartNorWhatIsStillToCome() {
        numbers.pass(1_002);
        assertThat(numbers.given(999)).isEqualTo(Renumbering.NONE);
        assertThat(numbers.given(1_003)).isEqualTo(Renumbering.NONE);
        assertThat(numbers.original(6)).isEqualTo(Renumbering.NONE);
        assertThat(numbers.original(10)).isEqualTo(Renumbering.NONE);
    }

    @Test
    void leavesOutWhatIsMissingWithinASkippedFrame() {
        numbers.pass(1_000);
        numbers.skip(1_001);
        numbers.skipThrough(1_004);
        assertThat(numbers.isSkipped(1_002)).isTrue();
        assertThat(numbers.pass(1_005)).isEqualTo(8);

        numbers.skipThrough(1_005 + 10 * WINDOW);
        assertThat(numbers.isSkipped(1_004 + 10 * WINDOW)).isFalse();
        assertThat(numbers.pass(1_006 + 10 * WINDOW)).isEqualTo(8 + 10 * WINDOW);
    }

    @Test
    void remembersWhatWasNotedOfANumberUntilItLeavesTheWindow() {
        numbers.pass(1_000);
        numbers.mark(1_000);
        numbers.pass(1_002);
        numbers.blank(1_001);
        assertThat(numbers.isMarked(1_000)).isTrue();
        assertThat(numbers.isBlank(1_000)).isFalse();
        assertThat(numbers.isBlank(1_001)).isTrue();
        numbers.pass(1_000 + WINDOW);
        assertThat(numbers.isMarked(1_000)).isFalse();
        assertThat(numbers.given(1_000)).isEqualTo(Renumbering.NONE);
    }

    /** Against a model that keeps every number for ever. */
    @Test
    void givesEachNumberOnceInWhateverOrderTheyCome() {
        Random random = Seed.random("RenumberingTest.givesEachNumberOnceInWhateverOrderTheyCome");
        for (int round = 0; round < 50; round++) {
            long first = random.nextInt(100) - 50L;
            Renumbering tested = new Renumbering(WINDOW, first, random.nextInt());
            Map<Long, Long> given = new HashMap<>();
            Set<Long> skipped = new HashSet<>();
            long highest = first - 1;
            for (int step = 0; step < 3_000; step++) {
                long number = highest + (random.nextInt(4) == 0 ? -random.nextInt(2 * WINDOW) : 1 + random.nextInt(3));
                number = random.nextInt(500) == 0 ? highest + random.nextLong(5L * WINDOW) : number;
                boolean isNew = number > highest;
                if (random.nextInt(3) == 0) {
                    assertThat(tested.skip(number))
                            .isEqualTo(isNew || (skipped.contains(number) && number > highest - WINDOW));
                    if (isNew) {
                        skipped.add(number);
                    }
                } else {
                    long ours = tested.pass(number);
                    check(tested, given, skipped, first, number, ours);
                }
                highest = Math.max(highest, number);
                assertThat(tested.highest()).isEqualTo(highest);
            }
            assertThat(Set.copyOf(given.values())).hasSameSizeAs(given.keySet());
        }
    }

    private static void check(
            Renumbering tested, Map<Long, Long> given, Set<Long> skipped, long first, long number, long ours) {
        if (ours == Renumbering.NONE) {
            assertThat(number < first || skipped.contains(number) || number <= tested.highest() - WINDOW)
                    .isTrue();
            return;
        }
        assertThat(skipped).doesNotContain(number);
        assertThat(given.getOrDefault(number, ours)).isEqualTo(ours);
        given.put(number, ours);
        assertThat(tested.original(ours)).isEqualTo(number);
        assertThat(ours).isLessThanOrEqualTo(tested.highestGiven());
    }
}
