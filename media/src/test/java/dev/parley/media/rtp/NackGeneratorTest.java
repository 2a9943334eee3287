package dev.parley.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NackGeneratorTest {
    private final NackGenerator generator = new NackGenerator();

    @Test
    void asksForNothingOfAWholeStream() {
        for (int i = 0; i < 1000; i++) {
            generator.onPacket(i, i);
            assertThat(generator.poll(i)).isEmpty();
        }
        assertThat(generator.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void asksOnceReorderingIsUnlikely() {
        generator.onPacket(65_534, 0);
        generator.onPacket(65_538, 10);

        assertThat(generator.poll(14)).isEmpty();
        assertThat(generator.nextDeadline()).isEqualTo(15);
        assertThat(generator.poll(15)).containsExactly(65_535, 0, 1);
        assertThat(generator.poll(16)).isEmpty();
    }

    @Test
    void asksNotForWhatCameLateByItself() {
        generator.onPacket(1, 0);
        generator.onPacket(4, 0);
        generator.onPacket(2, 3);

        assertThat(generator.poll(5)).containsExactly(3);
        generator.onPacket(3, 30);
        assertThat(generator.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(generator.outstanding()).isZero();
        assertThat(generator.abandoned()).isZero();
    }

    @Test
    void asksAgainEveryRoundTrip() {
        generator.onRoundTrip(80);
        generator.onPacket(1, 0);
        generator.onPacket(3, 0);

        assertThat(generator.poll(5)).containsExactly(2);
        assertThat(generator.nextDeadline()).isEqualTo(85);
        assertThat(generator.poll(84)).isEmpty();
        assertThat(generator.poll(85)).containsExactly(2);
        generator.onRoundTrip(1);
        assertThat(generator.poll(165)).containsExactly(2);
        assertThat(generator.nextDeadline()).isEqualTo(215);
        generator.onRoundTrip(5000);
        assertThat(generator.poll(215)).containsExactly(2);
        assertThat(generator.nextDeadline()).isEqualTo(465);
    }

    @Test
    void givesUpAfterTenRequests() {
        generator.onRoundTrip(50);
        generator.onPacket(1, 0);
        generator.onPacket(3, 0);
        int requests = 0;
        long now = 0;
        while (generator.nextDeadline() != Long.MAX_VALUE) {
            now = generator.nextDeadline();
            requests += generator.poll(now).length;
        }
        assertThat(requests).isEqualTo(NackGenerator.MOST_REQUESTS);
        assertThat(now).isEqualTo(505);
        assertThat(generator.abandoned()).isEqualTo(1);
    }

    @Test
    void givesUpAfterASecond() {
        generator.onRoundTrip(200);
        generator.onPacket(1, 0);
        generator.onPacket(3, 0);
        int requests = 0;
        long now = 0;
        while (generator.nextDeadline() != Long.MAX_VALUE) {
            now = generator.nextDeadline();
            requests += generator.poll(now).length;
        }
        assertThat(requests).isEqualTo(5);
        assertThat(now).isEqualTo(NackGenerator.GIVE_UP_MILLIS);
    }

    @Test
    void countsRequestsAndAgePerPacket() {
        for (long roundTrip : new long[] {50, 250}) {
            NackGenerator each = new NackGenerator();
            each.onRoundTrip(roundTrip);
            each.onPacket(1, 0);
            each.onPacket(3, 0);
            for (long now = 5; now < 450; now += roundTrip) {
                assertThat(each.poll(now)).containsExactly(2);
            }
            each.onPacket(5, 600);
            each.onPacket(2, 601);
            int requests = 0;
            long now = 0;
            while (each.nextDeadline() != Long.MAX_VALUE) {
                now = each.nextDeadline();
                requests += each.poll(now).length;
            }
            assertThat(requests).isEqualTo(roundTrip == 50 ? 10 : 4);
            assertThat(now).isEqualTo(roundTrip == 50 ? 1105 : 1600);
        }
    }

    @Test
    void keepsOnlyTheNewestOfALargeHole() {
        generator.onPacket(0, 0);
        generator.onPacket(5, 0);
        generator.onPacket(1_000_000_000_000L, 0);

        assertThat(generator.outstanding()).isEqualTo(200);
        assertThat(generator.abandoned()).isEqualTo(4 + 1_000_000_000_000L - 5 - 1 - 200);
        assertThat(generator.poll(5)).hasSize(200).endsWith((int) (999_999_999_999L & 0xFFFF));
    }

    @Test
    void pushesTheOldestOut() {
        generator.onPacket(0, 0);
        generator.onPacket(151, 0);
        generator.onPacket(252, 0);

        assertThat(generator.outstanding()).isEqualTo(200);
        assertThat(generator.abandoned()).isEqualTo(50);
        assertThat(generator.poll(5)).startsWith(51).endsWith(251).doesNotContain(151);
    }

    @Test
    void forgetsWhatAKeyFrameMakesNeedless() {
        generator.onPacket(0, 0);
        generator.onPacket(10, 0);
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
        generator.onPacket(next++, 0);
        for (long now = 1; now < 20_000; now++) {
            int lost = random.nextInt(10) == 0 ? random.nextInt(8) : 0;
            for (int i = 0; i < lost; i++) {
                missing.add(next++);
            }
            generator.onPacket(next++, now);
            while (!missing.isEmpty() && (random.nextInt(4) == 0 || missing.size() > 150)) {
                Long repaired = random.nextBoolean() ? missing.first() : missing.ceiling(missing.last() - 3);
                missing.remove(repaired);
                generator.onPacket(repaired, now);
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
