package dev.parley.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NackGeneratorTest {
    private final NackGenerator generator = new NackGenerator();
    private long next = 1;
    private long now;

    @Test
    void asksForNothingOfAWholeStream() {
        for (int i = 0; i < 1000; i++) {
            generator.onPacket(i, true, i);
            assertThat(generator.poll(i)).isEmpty();
        }
        assertThat(generator.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void asksOnceReorderingIsUnlikely() {
        generator.onPacket(65_534, true, 0);
        generator.onPacket(65_538, true, 10);

        assertThat(generator.poll(14)).isEmpty();
        assertThat(generator.nextDeadline()).isEqualTo(15);
        assertThat(generator.poll(15)).containsExactly(65_535, 0, 1);
        assertThat(generator.poll(16)).isEmpty();
    }

    @Test
    void asksNotForWhatCameLateByItself() {
        generator.onPacket(1, true, 0);
        generator.onPacket(4, true, 0);
        generator.onPacket(2, true, 3);

        assertThat(generator.poll(5)).containsExactly(3);
        generator.onPacket(3, true, 30);
        assertThat(generator.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(generator.outstanding()).isZero();
        assertThat(generator.abandoned()).isZero();
    }

    /** Loses a packet that comes so long after it was asked for at first; returns when it was asked for. */
    private List<Long> lose(NackGenerator of, long answerMillis) {
        of.onPacket(next, true, now);
        of.onPacket(next + 2, true, now);
        List<Long> asked = new ArrayList<>();
        for (long passed = 0; passed < 5 + answerMillis; passed++) {
            for (int number : of.poll(now + passed)) {
                assertThat(number).isEqualTo(next + 1);
                asked.add(passed);
            }
        }
        of.onPacket(next + 1, true, now + 5 + answerMillis);
        next += 3;
        now += 2_000;
        return asked;
    }

    @Test
    void asksAgainWhenAnAnswerTakesLongerThanUsual() {
        assertThat(lose(generator, 350)).as("nothing is known yet").containsExactly(5L, 105L, 205L, 305L);
        NackGenerator learned = new NackGenerator();
        assertThat(lose(learned, 60)).containsExactly(5L);
        assertThat(lose(learned, 200)).containsExactly(5L, 95L, 185L);
    }

    @Test
    void isNeitherImpatientNorLazy() {
        for (int time = 0; time < 5; time++) {
            lose(generator, 1);
        }
        assertThat(lose(generator, 120)).containsExactly(5L, 55L, 105L);
        for (int time = 0; time < 50; time++) {
            lose(generator, 240);
        }
        assertThat(lose(generator, 600)).containsExactly(5L, 255L, 505L);
    }

    @Test
    void waitsLongerAfterAPacketThatHadToBeAskedForAgain() {
        assertThat(lose(generator, 150)).containsExactly(5L, 105L);
        assertThat(lose(generator, 150)).as("so that it is learnt").containsExactly(5L);
        assertThat(lose(generator, 400)).containsExactly(5L, 230L);
        assertThat(lose(generator, 20)).containsExactly(5L);
        assertThat(lose(generator, 400)).as("as usual again").containsExactly(5L, 205L);
    }

    @Test
    void learnsNothingFromAPacketThatWasOnlyLate() {
        lose(generator, 60);
        for (int time = 0; time < 20; time++) {
            generator.onPacket(next, false, now);
            generator.onPacket(next + 2, false, now);
            assertThat(generator.poll(now + 5)).containsExactly((int) next + 1);
            generator.onPacket(next + 1, false, now + 7);
            next += 3;
            now += 1_000;
        }
        assertThat(lose(generator, 200)).containsExactly(5L, 95L, 185L);
    }

    /** Loses a packet that never comes; returns how often it was asked for, and sets the time when it was given up. */
    private int loseForGood(NackGenerator of) {
        of.onPacket(next, true, now);
        of.onPacket(next + 2, true, now);
        long from = now;
        int requests = 0;
        while (of.nextDeadline() != Long.MAX_VALUE) {
            now = of.nextDeadline();
            requests += of.poll(now).length;
        }
        now -= from;
        return requests;
    }

    @Test
    void givesUpAfterTenRequests() {
        lose(generator, 20);
        assertThat(loseForGood(generator)).isEqualTo(NackGenerator.MOST_REQUESTS);
        assertThat(now).isEqualTo(505);
        assertThat(generator.abandoned()).isEqualTo(1);
    }

    @Test
    void givesUpAfterASecond() {
        lose(generator, 99);
        assertThat(loseForGood(generator)).isEqualTo(7);
        assertThat(now).isEqualTo(NackGenerator.GIVE_UP_MILLIS);
    }

    @Test
    void countsRequestsAndAgePerPacket() {
        lose(generator, 20);
        generator.onPacket(next, true, now);
        generator.onPacket(next + 2, true, now);
        for (long passed = 5; passed < 450; passed += 50) {
            assertThat(generator.poll(now + passed)).containsExactly((int) next + 1);
        }
        generator.onPacket(next + 4, true, now + 600);
        generator.onPacket(next + 1, true, now + 601);
        int requests = 0;
        long last = 0;
        while (generator.nextDeadline() != Long.MAX_VALUE) {
            last = generator.nextDeadline();
            requests += generator.poll(last).length;
        }
        assertThat(requests).as("as often as if there had been no other").isEqualTo(NackGenerator.MOST_REQUESTS);
        assertThat(last - now).isBetween(1_105L, 1_600L);
    }

    @Test
    void keepsOnlyTheNewestOfALargeHole() {
        generator.onPacket(0, true, 0);
        generator.onPacket(5, true, 0);
        generator.onPacket(1_000_000_000_000L, true, 0);

        assertThat(generator.outstanding()).isEqualTo(200);
        assertThat(generator.abandoned()).isEqualTo(4 + 1_000_000_000_000L - 5 - 1 - 200);
        assertThat(generator.poll(5)).hasSize(200).endsWith((int) (999_999_999_999L & 0xFFFF));
    }

    @Test
    void pushesTheOldestOut() {
        generator.onPacket(0, true, 0);
        generator.onPacket(151, true, 0);
        generator.onPacket(252, true, 0);

        assertThat(generator.outstanding()).isEqualTo(200);
        assertThat(generator.abandoned()).isEqualTo(50);
        assertThat(generator.poll(5)).startsWith(51).endsWith(251).doesNotContain(151);
    }

    @Test
    void forgetsWhatAKeyFrameMakesNeedless() {
        generator.onPacket(0, true, 0);
        generator.onPacket(10, true, 0);
        generator.forgetBefore(7);

        assertThat(generator.poll(5)).containsExactly(7, 8, 9);
        assertThat(generator.abandoned()).isZero();
    }

    /** The generator against a plain set, with loss, reordering, repair and duplicates. */
    @Test
    void agreesWithAPlainSetOfMissingNumbers() {
        Random random = Seed.random("NackGeneratorTest.agreesWithAPlainSetOfMissingNumbers");
        TreeSet<Long> missing = new TreeSet<>();
        long next = random.nextInt(65_536);
        generator.onPacket(next++, true, 0);
        for (long now = 1; now < 20_000; now++) {
            int lost = random.nextInt(10) == 0 ? random.nextInt(8) : 0;
            for (int i = 0; i < lost; i++) {
                missing.add(next++);
            }
            generator.onPacket(next++, true, now);
            while (!missing.isEmpty() && (random.nextInt(4) == 0 || missing.size() > 150)) {
                Long repaired = random.nextBoolean() ? missing.first() : missing.ceiling(missing.last() - 3);
                missing.remove(repaired);
                generator.onPacket(repaired, true, now);
            }
            for (int sequence : generator.poll(now)) {
                assertThat(missing).anyMatch(number -> (number & 0xFFFF) == sequence);
            }
            long given = generator.abandoned();
            assertThat(generator.outstanding() + given).isGreaterThanOrEqualTo(missing.size());
            assertThat(generator.outstanding()).isLessThanOrEqualTo(missing.size());
        }
    }
}
