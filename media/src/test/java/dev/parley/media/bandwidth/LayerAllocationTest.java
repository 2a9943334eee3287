package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.rtp.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerAllocationTest {

    private static final int BEST = 0;
    private static final int MIDDLE = 1;
    private static final int LOWEST = 2;
    private static final long[] LAYERS = {1_500_000, 500_000, 150_000};

    private final LayerAllocation allocation = new LayerAllocation();
    private long now = 1_000_000;

    private Picture picture(int priority) {
        Picture picture = allocation.add(priority);
        picture.offer(LAYERS, LAYERS.length);
        return picture;
    }

    /** Decides every 100 ms, as the owner does. */
    private void pass(long millis, long target) {
        for (long end = now + millis; now < end; now += 100) {
            allocation.decide(target, now);
        }
    }

    @Test
    void givesNewPicturesAtOnceWhatFits() {
        allocation.reserveAudio(32_000);
        Picture picture = picture(1);
        assertThat(allocation.decide(300_000, now)).isTrue();
        assertThat(picture.choice()).isEqualTo(LOWEST);
        assertThat(allocation.used()).isEqualTo(182_000);
        assertThat(allocation.demand()).isEqualTo(1_532_000);
        assertThat(allocation.decide(300_000, now)).isFalse();
    }

    @Test
    void pausesThePictureRatherThanStarvingAudio() {
        allocation.reserveAudio(32_000);
        Picture picture = picture(1);
        pass(2_000, 140_000);
        assertThat(picture.choice()).isEqualTo(Picture.PAUSED);
        pass(3_000, 180_000);
        assertThat(picture.choice()).as("does not fit yet").isEqualTo(Picture.PAUSED);
        pass(3_000, 185_000);
        assertThat(picture.choice()).isEqualTo(LOWEST);
    }

    @Test
    void keepsALowestLayerUntilTheEstimateCannotJustBeWrong() {
        allocation.reserveAudio(32_000);
        Picture picture = picture(1);
        pass(1_000, 200_000);
        pass(60_000, 150_000);
        assertThat(picture.choice())
                .as("more than four fifths of what it needs")
                .isEqualTo(LOWEST);
        pass(900, 140_000);
        assertThat(picture.choice()).as("not for long").isEqualTo(LOWEST);
        pass(300, 140_000);
        assertThat(picture.choice()).isEqualTo(Picture.PAUSED);
    }

    @Test
    void goesUpOnlyWithRoomAndAfterASecond() {
        Picture picture = picture(1);
        pass(1_000, 300_000);
        pass(5_000, 600_000);
        assertThat(picture.choice()).as("fits, but without room").isEqualTo(LOWEST);
        pass(900, 630_000);
        assertThat(picture.choice()).isEqualTo(LOWEST);
        pass(300, 630_000);
        assertThat(picture.choice()).isEqualTo(MIDDLE);
    }

    @Test
    void goesUpAsFarAsFitsInOneStep() {
        Picture picture = picture(1);
        pass(1_000, 300_000);
        pass(1_200, 2_000_000);
        assertThat(picture.choice()).isEqualTo(BEST);
    }

    @Test
    void goesDownAfterASecondOfTooLittle() {
        Picture picture = picture(1);
        pass(500, 2_000_000);
        assertThat(picture.choice()).isEqualTo(BEST);
        pass(900, 1_400_000);
        assertThat(picture.choice()).isEqualTo(BEST);
        pass(300, 1_400_000);
        assertThat(picture.choice()).isEqualTo(MIDDLE);
    }

    @Test
    void goesDownSoonerWhenFarTooLittleIsLeft() {
        Picture picture = picture(1);
        pass(500, 2_000_000);
        pass(100, 400_000);
        assertThat(picture.choice()).isEqualTo(BEST);
        pass(100, 400_000);
        assertThat(picture.choice()).isEqualTo(LOWEST);
    }

    @Test
    void sitsOutAShortDip() {
        Picture picture = picture(1);
        pass(500, 2_000_000);
        for (int dip = 0; dip < 10; dip++) {
            pass(800, 1_400_000);
            pass(200, 2_000_000);
        }
        assertThat(picture.choice()).isEqualTo(BEST);
    }

    @Test
    void leavesThreeSecondsOfLittleRoomUnlessItIsTheLowest() {
        Picture picture = picture(1);
        pass(500, 2_000_000);
        pass(2_900, 1_790_000);
        assertThat(picture.choice()).isEqualTo(BEST);
        pass(300, 1_790_000);
        assertThat(picture.choice()).as("below 1.2 times for three seconds").isEqualTo(MIDDLE);
        pass(1_000, 155_000);
        assertThat(picture.choice()).isEqualTo(LOWEST);
        pass(10_000, 155_000);
        assertThat(picture.choice()).isEqualTo(LOWEST);
    }

    @Test
    void waitsLongerAfterEachUpgradeThatHadToBeTakenBack() {
        Picture picture = picture(1);
        pass(500, 300_000);
        List<Long> waits = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            long since = now;
            while (picture.choice() != MIDDLE) {
                pass(100, 700_000);
            }
            waits.add(now - since);
            pass(1_500, 450_000);
            assertThat(picture.choice()).isEqualTo(LOWEST);
        }
        for (int round = 2; round < 4; round++) {
            assertThat(waits.get(round)).isGreaterThan((long) (1.7 * waits.get(round - 1)));
        }
        assertThat(waits.getLast()).isLessThan(61_000 + 1_500);
    }

    @Test
    void servesHigherPriorityFirst() {
        Picture face = picture(1);
        Picture screen = picture(2);
        pass(500, 2_100_000);
        assertThat(screen.choice()).isEqualTo(BEST);
        assertThat(face.choice()).as("its lowest fits still").isEqualTo(LOWEST);
        pass(2_000, 200_000);
        assertThat(screen.choice()).isEqualTo(LOWEST);
        assertThat(face.choice()).isEqualTo(Picture.PAUSED);
    }

    @Test
    void sharesEvenlyAmongEquals() {
        List<Picture> pictures = List.of(picture(1), picture(1), picture(1));
        pass(500, 1_900_000);
        assertThat(pictures).allMatch(picture -> picture.choice() == MIDDLE);
    }

    @Test
    void takesFromLowerPriorityForHigher() {
        Picture face = picture(1);
        pass(500, 2_000_000);
        assertThat(face.choice()).isEqualTo(BEST);
        Picture screen = picture(2);
        allocation.decide(2_000_000, now);
        assertThat(screen.choice()).isEqualTo(BEST);
        assertThat(face.choice()).isEqualTo(LOWEST);
    }

    @Test
    void aPictureThatBecomesMoreImportantIsServedFirstAfterASecond() {
        Picture anna = picture(0);
        Picture ben = picture(0);
        pass(2_000, 2_100_000);
        assertThat(List.of(anna, ben)).allMatch(picture -> picture.choice() == MIDDLE);

        allocation.prioritize(ben, 1);
        pass(900, 2_100_000);
        assertThat(List.of(anna, ben)).allMatch(picture -> picture.choice() == MIDDLE);
        pass(300, 2_100_000);
        assertThat(ben.choice()).isEqualTo(BEST);
        assertThat(anna.choice()).isEqualTo(LOWEST);
    }

    @Test
    void aPictureThatBecomesLessImportantKeepsWhatThereIs() {
        Picture anna = picture(1);
        Picture ben = picture(0);
        pass(2_000, 2_100_000);
        allocation.prioritize(anna, 0);
        pass(20_000, 2_100_000);
        assertThat(anna.choice()).isEqualTo(BEST);
        assertThat(ben.choice()).isEqualTo(LOWEST);
    }

    @Test
    void whoYieldedToTheMoreImportantDoesNotWaitAsIfThePathHadFailed() {
        Picture anna = picture(1);
        Picture ben = picture(0);
        pass(2_000, 2_100_000);
        for (int turn = 0; turn < 4; turn++) {
            allocation.prioritize(anna, turn % 2);
            allocation.prioritize(ben, 1 - turn % 2);
            pass(1_200, 2_100_000);
            assertThat(anna.choice()).isEqualTo(turn % 2 == 0 ? LOWEST : BEST);
            assertThat(ben.choice()).isEqualTo(turn % 2 == 0 ? BEST : LOWEST);
        }
    }

    @Test
    void letsGoOfLayersThatAreNoMore() {
        Picture picture = picture(1);
        pass(500, 200_000);
        picture.offer(new long[] {400_000}, 1);
        assertThat(picture.choice()).isZero();
        pass(1_500, 200_000);
        assertThat(picture.choice()).isEqualTo(Picture.PAUSED);
        picture.offer(new long[0], 0);
        pass(2_000, 2_000_000);
        assertThat(picture.choice()).isEqualTo(Picture.PAUSED);
        allocation.remove(picture);
        assertThat(allocation.demand()).isZero();
    }

    @Test
    void refusesMoreThanItHolds() {
        Picture picture = picture(1);
        assertThatThrownBy(() -> picture.offer(new long[17], 17)).isInstanceOf(IllegalArgumentException.class);
        for (int count = 1; count < LayerAllocation.MOST_PICTURES; count++) {
            allocation.add(1);
        }
        assertThatThrownBy(() -> allocation.add(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neverGivesForLongMoreThanThereIs() {
        Random random = Seed.random("LayerAllocationTest.neverGivesForLongMoreThanThereIs");
        allocation.reserveAudio(32_000);
        List<Picture> pictures = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            if (pictures.size() < 12 && random.nextBoolean()) {
                pictures.add(picture(random.nextInt(3)));
            } else if (!pictures.isEmpty() && random.nextInt(4) == 0) {
                allocation.remove(pictures.remove(random.nextInt(pictures.size())));
            }
            for (Picture picture : pictures) {
                if (random.nextInt(4) == 0) {
                    allocation.prioritize(picture, random.nextInt(3));
                }
            }
            long target = 40_000 + random.nextLong(6_000_000);
            pass(2_500, target);
            boolean anyBetter = pictures.stream().anyMatch(Picture::isAboveLowest);
            long most = anyBetter ? target : (long) (target / LayerAllocation.PAUSE_ROOM);
            assertThat(allocation.used()).isLessThanOrEqualTo(most);
        }
    }
}
