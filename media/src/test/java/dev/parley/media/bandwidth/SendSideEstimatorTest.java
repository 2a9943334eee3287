package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtcp.TransportFeedback;
import dev.parley.media.rtp.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendSideEstimatorTest {

    private static final EstimatorSettings SETTINGS = EstimatorSettings.STANDARD;

    private final SendSideEstimator estimator = new SendSideEstimator(SETTINGS);
    private final byte[] buffer = new byte[1_200];
    private int nextSequence = 65_500;
    private long now = 1_767_225_600_000L;

    @Test
    void startsWithAGuess() {
        assertThat(estimator.hasEstimate()).isFalse();
        assertThat(estimator.targetBitrate()).isEqualTo(SETTINGS.start());
        assertThat(estimator.probeBytes(now)).as("nobody would report it").isZero();
    }

    @Test
    void believesRembWhereThereIsNoFeedback() {
        estimator.onRemb(1_200_000, now);
        assertThat(estimator.hasEstimate()).isTrue();
        assertThat(estimator.targetBitrate()).isEqualTo(1_200_000);
        estimator.onRemb(Long.MAX_VALUE, now);
        assertThat(estimator.targetBitrate()).isEqualTo(SETTINGS.highest());
        estimator.onRemb(0, now);
        assertThat(estimator.targetBitrate()).isEqualTo(SETTINGS.lowest());
    }

    @Test
    void takesRembForALimitOnlyWhereItIsNotJustMoreThanArrives() {
        send(100, 1_250, 10);
        estimator.onRemb(1_100_000, now);
        assertThat(estimator.targetBitrate()).isEqualTo(1_100_000);
        estimator.onRemb(1_500_000, now);
        assertThat(estimator.targetBitrate()).as("1.5 times what was sent").isEqualTo(SETTINGS.highest());
        estimator.onRemb(2_100_000, now);
        assertThat(estimator.targetBitrate()).as("more than browsers add").isEqualTo(2_100_000);
    }

    @Test
    void takesRembForALimitThatStaysThoughLessIsSent() {
        send(100, 1_250, 10);
        estimator.onRemb(900_000, now);
        send(100, 750, 10);
        estimator.onRemb(900_000, now);
        assertThat(estimator.targetBitrate()).isEqualTo(900_000);
        now += 61_000;
        send(100, 750, 10);
        estimator.onRemb(900_000, now);
        assertThat(estimator.targetBitrate()).isEqualTo(SETTINGS.highest());
    }

    @Test
    void lowersRembByTheLossThatReportsTell() {
        estimator.onRemb(1_000_000, now);
        send(100, 1_250, 10);
        estimator.onReceiverReport(12, 50, now);
        assertThat(estimator.targetBitrate()).as("5 % is no reason").isEqualTo(1_000_000);
        estimator.onReceiverReport(128, 50, now);
        assertThat(estimator.targetBitrate()).as("half is lost: a quarter less").isBetween(700_000L, 760_000L);
        long lowered = estimator.targetBitrate();
        for (int report = 0; report < 10; report++) {
            now += 1_000;
            estimator.onReceiverReport(0, 50, now);
        }
        assertThat(estimator.targetBitrate())
                .isGreaterThan((long) (1.3 * lowered))
                .isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void heedsFeedbackMoreThanRemb() {
        estimator.onRemb(5_000_000, now);
        send(10, 500, 20);
        feedback(nextSequence - 10, 10);
        assertThat(estimator.targetBitrate()).isLessThan(1_000_000);
    }

    @Test
    void asksForAProbeAtItsRateOnceFeedbackIsHeard() {
        estimator.setDemand(2_000_000);
        send(10, 500, 20);
        feedback(nextSequence - 10, 10);

        int asked = 0;
        long start = now;
        int due = estimator.probeBytes(now);
        while (asked < 6_000 && now < start + 200) {
            if (due > 0) {
                estimator.onSent(nextSequence++ & 0xFFFF, due, true, now);
                asked += due;
            }
            now++;
            due = estimator.probeBytes(now);
        }
        assertThat(asked).isEqualTo(6_000);
        assertThat(now - start).as("at three times the start").isBetween(50L, 56L);
        assertThat(due).as("one probe at a time").isZero();
    }

    @Test
    void asksForNoProbeWhenNothingMoreIsWanted() {
        estimator.setDemand(100_000);
        send(10, 500, 20);
        feedback(nextSequence - 10, 10);
        for (int tick = 0; tick < 5_000; tick++) {
            assertThat(estimator.probeBytes(now + tick)).isZero();
        }
    }

    @Test
    void leavesFeedbackAloneAboutWhatWasNeverSent() {
        send(10, 500, 20);
        feedback(nextSequence, 5);
        feedback(nextSequence - 5, 10);
        feedback(nextSequence - 20_000, 5);
        assertThat(estimator.targetBitrate()).isEqualTo(SETTINGS.start());
    }

    @Test
    void fadesWhenNothingIsHeardOfMuchThatIsSent() {
        send(10, 500, 20);
        feedback(nextSequence - 10, 10);
        estimator.setDemand(0);
        for (int tick = 0; tick < 20_000; tick++) {
            if (tick % 20 == 0) {
                send(1, 500, 0);
            }
            now++;
            estimator.probeBytes(now);
        }
        assertThat(estimator.targetBitrate()).isEqualTo(SETTINGS.lowest());
    }

    @Test
    void keepsItsWordsWhateverFeedbackSays() {
        Random random = Seed.random("SendSideEstimatorTest.keepsItsWordsWhateverFeedbackSays");
        estimator.setDemand(3_000_000);
        for (int round = 0; round < 20_000; round++) {
            now += random.nextInt(30);
            send(random.nextInt(20), 1 + random.nextInt(1_400), random.nextInt(2));
            int[] deltas = new int[1 + random.nextInt(60)];
            for (int place = 0; place < deltas.length; place++) {
                boolean missing = random.nextInt(5) == 0;
                deltas[place] = missing ? RtcpWriter.NOT_RECEIVED : random.nextInt(1 << 16) - (1 << 15);
            }
            int base = nextSequence - random.nextInt(100);
            read(base, random.nextInt(1 << 24), deltas);
            assertThat(estimator.targetBitrate()).isBetween(SETTINGS.lowest(), SETTINGS.highest());
            assertThat(estimator.mediaBitrate()).isPositive();
            assertThat(estimator.probeBytes(now)).isBetween(0, 200_000);
        }
    }

    @Test
    void refusesARangeThatIsNone() {
        assertThatThrownBy(() -> new EstimatorSettings(10, 20, 30)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EstimatorSettings(40, 20, 30)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EstimatorSettings(10, 0, 30)).isInstanceOf(IllegalArgumentException.class);
    }

    private void send(int count, int bytes, long pause) {
        for (int packet = 0; packet < count; packet++) {
            estimator.onSent(nextSequence++ & 0xFFFF, bytes, false, now);
            now += pause;
        }
    }

    /** All arrived, 20 ms apart. */
    private void feedback(int base, int count) {
        int[] deltas = new int[count];
        java.util.Arrays.fill(deltas, 80);
        read(base, 1_000, deltas);
    }

    private void read(int base, int reference, int[] deltas) {
        RtcpWriter writer = new RtcpWriter(buffer, 0, buffer.length);
        writer.transportFeedback(1, 2, 0, base & 0xFFFF, reference, deltas, deltas.length);
        RtcpReader.read(buffer, 0, writer.length(), new RtcpVisitor() {
            @Override
            public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
                estimator.onFeedback(feedback, now);
            }
        });
    }
}
