package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whole calls through simulated networks: what is wanted always exceeds what the path carries, so that the estimate can
 * be held against the truth. Each is made from several seeds, always the same ones, and prints what came of it;
 * {@code -Dparley.seed=N} makes it from that one instead.
 */
class SimulatedCallTest {

    private static final int SEEDS = 5;
    private static final long SETTLING = 5_000;

    private static final long[] LAYERS = {6_000_000, 3_000_000, 1_500_000, 500_000, 150_000};

    private static void eachSeed(String name, Consumer<SimulatedCall> judge) {
        Long seed = Long.getLong("parley.seed");
        LongStream seeds = seed == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(seed);
        seeds.forEach(each -> {
            System.out.println(name + ": seed " + each + " (replay with -Dparley.seed=" + each + ")");
            judge.accept(new SimulatedCall(each, LAYERS));
        });
    }

    private static CallReport report(SimulatedCall call, long from, long to) {
        CallReport report = new CallReport(call, from, to);
        System.out.println("    " + from / 1_000 + " to " + to / 1_000 + " s: " + report);
        return report;
    }

    private static void onePath(double capacity) {
        eachSeed("a path of " + (long) capacity / 1_000 + " kbit/s", call -> {
            call.down.capacity = capacity;
            call.run(65_000);

            assertThat(report(call, 0, SETTLING).convergedAfter()).isLessThan(5_000);
            CallReport settled = report(call, SETTLING, 65_000);
            assertThat(settled.accurateShare()).isEqualTo(1);
            assertThat(settled.variation()).as("it does not oscillate").isLessThan(0.05);
            assertThat(settled.layerChanges()).isLessThanOrEqualTo(1);
            assertThat(settled.averageQueueMillis()).isLessThan(40);
            assertThat(settled.longestSilence()).isLessThan(100);
        });
    }

    @Test
    void findsPathsThatCarryNoPictureAndKeepsAudio() {
        onePath(150_000);
    }

    @Test
    void findsNarrowPaths() {
        onePath(250_000);
        onePath(400_000);
        onePath(600_000);
    }

    @Test
    void findsUsualPaths() {
        onePath(1_000_000);
        onePath(1_500_000);
        onePath(2_000_000);
    }

    @Test
    void findsWidePaths() {
        onePath(3_000_000);
        onePath(5_000_000);
        onePath(7_000_000);
    }

    private static void dropAndRecovery(double before, double during) {
        eachSeed("from " + (long) before / 1_000 + " to " + (long) during / 1_000 + " kbit/s and back", call -> {
            call.down.capacity = before;
            call.run(20_000);
            call.down.capacity = during;
            call.run(20_000);
            call.down.capacity = before;
            call.run(20_000);

            assertThat(report(call, 20_000, 40_000).convergedAfter()).isLessThan(5_000);
            CallReport low = report(call, 25_000, 40_000);
            assertThat(low.accurateShare()).isGreaterThan(0.95);
            assertThat(low.longestFreeze()).isLessThan(1_000);
            CallReport recovery = report(call, 40_000, 60_000);
            assertThat(recovery.convergedAfter()).isLessThan(5_000);
            assertThat(recovery.longestFreeze()).isLessThan(1_000);
            assertThat(report(call, 45_000, 60_000).accurateShare()).isGreaterThan(0.95);
            assertThat(report(call, 20_000, 60_000).longestSilence())
                    .as("audio goes on")
                    .isLessThan(300);
        });
    }

    @Test
    void followsACapacityThatHalvesAndComesBack() {
        dropAndRecovery(2_000_000, 1_000_000);
        dropAndRecovery(4_000_000, 2_000_000);
    }

    @Test
    void followsACapacityThatFallsToAQuarterAndComesBack() {
        dropAndRecovery(2_000_000, 500_000);
        dropAndRecovery(4_000_000, 1_000_000);
        dropAndRecovery(1_000_000, 250_000);
    }

    private static void randomLoss(double loss, double accurate) {
        eachSeed(Math.round(100 * loss) + " % of random loss", call -> {
            call.down.capacity = 2_000_000;
            call.down.loss = loss;
            lossyMinute(call, accurate);
        });
    }

    private static void burstLoss(double loss, double accurate) {
        eachSeed(Math.round(100 * loss) + " % of loss in bursts", call -> {
            call.down.capacity = 2_000_000;
            call.down.badSpells = call.down.spellEnds * loss / (call.down.spellLoss - loss);
            lossyMinute(call, accurate);
        });
    }

    private static void lossyMinute(SimulatedCall call, double accurate) {
        call.run(60_000);
        call.down.loss = 0;
        call.down.badSpells = 0;
        call.run(15_000);

        CallReport lossy = report(call, SETTLING, 60_000);
        assertThat(lossy.accurateShare()).isGreaterThanOrEqualTo(accurate);
        assertThat(lossy.longestSilence()).isLessThan(400);
        CallReport after = report(call, 65_000, 75_000);
        assertThat(after.accurateShare()).isGreaterThan(0.95);
        assertThat(after.longestFreeze()).isLessThan(1_000);
    }

    @Test
    void doesNotMistakeRandomLossForCongestion() {
        randomLoss(0.01, 1);
        randomLoss(0.02, 1);
        randomLoss(0.05, 1);
        randomLoss(0.10, 0.9);
    }

    @Test
    void doesNotMistakeBurstsOfLossForCongestion() {
        burstLoss(0.02, 0.95);
        burstLoss(0.05, 0.9);
        burstLoss(0.10, 0.75);
    }

    @Test
    void comesBackFromHeavyLoss() {
        randomLoss(0.20, 0.8);
        randomLoss(0.30, 0.6);
        burstLoss(0.20, 0.6);
        burstLoss(0.30, 0.4);
    }

    @Test
    void standsALongerPathWithoutLoss() {
        eachSeed("a hundred milliseconds more", call -> {
            call.down.capacity = 2_000_000;
            call.run(20_000);
            call.down.delayMillis += 100;
            call.run(20_000);

            CallReport step = report(call, 20_000, 40_000);
            assertThat(step.lowestShareOfCapacity()).isGreaterThan(0.6);
            assertThat(step.longestFreeze()).isLessThan(500);
            assertThat(report(call, 25_000, 40_000).accurateShare()).isGreaterThan(0.95);
        });
    }

    @Test
    void standsDisorderAndDuplicates() {
        eachSeed("a disorderly network", call -> {
            call.down.capacity = 2_000_000;
            call.down.disorder = 0.1;
            call.down.duplicates = 0.02;
            call.run(60_000);

            assertThat(report(call, SETTLING, 60_000).accurateShare()).isGreaterThan(0.95);
        });
    }

    @Test
    void standsLossOfFeedback() {
        eachSeed("a fifth of the feedback lost", call -> {
            call.down.capacity = 2_000_000;
            call.up.loss = 0.2;
            call.run(60_000);

            assertThat(report(call, 0, SETTLING).convergedAfter()).isLessThan(5_000);
            assertThat(report(call, SETTLING, 60_000).accurateShare()).isGreaterThan(0.95);
        });
    }

    @Test
    void comesBackAfterAnOutage() {
        eachSeed("three seconds of nothing", call -> {
            call.down.capacity = 2_000_000;
            call.run(20_000);
            call.down.capacity = 1;
            call.run(3_000);
            call.down.capacity = 2_000_000;
            call.run(20_000);

            CallReport recovery = report(call, 23_000, 43_000);
            assertThat(recovery.convergedAfter()).isLessThan(6_000);
            assertThat(recovery.longestFreeze()).isLessThan(1_100);
            assertThat(report(call, 29_000, 43_000).accurateShare()).isGreaterThan(0.9);
        });
    }

    @Test
    void findsAPathWhoseQueueIsTooShortToShow() {
        eachSeed("a queue of five packets", call -> {
            call.down.capacity = 1_000_000;
            call.down.queueLimitBytes = 6_000;
            call.run(60_000);

            CallReport settled = report(call, SETTLING, 60_000);
            assertThat(settled.accurateShare()).isGreaterThan(0.95);
            assertThat(settled.longestFreeze()).isLessThan(1_000);
        });
    }

    @Test
    void leavesToOthersWhatIsTheirs() {
        eachSeed("half of the path taken by others", call -> {
            call.down.capacity = 3_000_000;
            call.run(20_000);
            call.down.crossTraffic = 1_500_000;
            call.run(20_000);
            call.down.crossTraffic = 0;
            call.run(20_000);

            CallReport shared = report(call, 25_000, 40_000);
            assertThat(shared.lowestShareOfCapacity()).isGreaterThan(0.3);
            assertThat(shared.highestShareOfCapacity()).isLessThan(0.9);
            assertThat(report(call, 40_000, 60_000).convergedAfter()).isLessThan(5_000);
        });
    }

    @Test
    void probesNoFurtherThanIsWanted() {
        eachSeed("one small picture on a wide path", wide -> {
            SimulatedCall call = new SimulatedCall(wide.seed, 500_000, 150_000);
            call.down.capacity = 50_000_000;
            call.run(30_000);

            long wanted = 532_000;
            assertThat(call.estimator.targetBitrate()).isBetween(wanted, (long) (1.5 * wanted));
            long sent = call.samples.stream()
                    .filter(sample -> sample.time() > SETTLING)
                    .mapToLong(sample -> (long) sample.sent())
                    .max()
                    .orElseThrow();
            assertThat(sent).as("no padding any more").isLessThan((long) (1.3 * wanted));
        });
    }
}
