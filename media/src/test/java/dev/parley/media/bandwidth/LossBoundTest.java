package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossBoundTest {

    private static final double ESTIMATE = 1_000_000;
    private static final double UNBOUND = Double.MAX_VALUE;

    private final LossBound bound = new LossBound();
    private long now = 1_000_000;

    /** Half seconds of 100 packets, of which so many per cent are lost. */
    private void pass(int halfSeconds, int lossPercent, double throughput, double queueMillis) {
        for (int window = 0; window < halfSeconds; window++) {
            for (int packet = 0; packet < 100; packet++) {
                bound.onReported(packet >= lossPercent);
            }
            bound.update(ESTIMATE, throughput, queueMillis, now);
            now += 500;
        }
    }

    @Test
    void takesModerateLossForThePathsOwn() {
        pass(20, 10, 900_000, 0);
        assertThat(bound.bitsPerSecond()).isEqualTo(UNBOUND);
        assertThat(bound.inherent()).isBetween(0.09, 0.11);
        pass(20, 0, 1_000_000, 0);
        assertThat(bound.inherent()).isLessThan(0.01);
    }

    @Test
    void staysBoundWhenLessIsLostWithLessSent() {
        pass(4, 0, 1_000_000, 0);
        pass(6, 40, 600_000, 0);
        assertThat(bound.bitsPerSecond()).isBetween(500_000.0, 700_000.0);
        pass(6, 0, 600_000, 0);
        assertThat(bound.bitsPerSecond()).as("not lifted, but rising").isLessThan(800_000);
        pass(40, 0, 700_000, 0);
        assertThat(bound.bitsPerSecond()).isEqualTo(UNBOUND);
    }

    @Test
    void isLiftedWhenAsMuchIsLostWithLessSent() {
        pass(4, 0, 1_000_000, 0);
        pass(6, 30, 700_000, 0);
        assertThat(bound.bitsPerSecond()).isLessThan(ESTIMATE);
        pass(8, 30, 350_000, 0);
        assertThat(bound.bitsPerSecond()).isEqualTo(UNBOUND);
        assertThat(bound.inherent()).isBetween(0.25, 0.35);
    }

    @Test
    void leavesToDelayWhatALongQueueDrops() {
        pass(4, 0, 1_000_000, 0);
        pass(10, 40, 600_000, 300);
        assertThat(bound.bitsPerSecond()).isEqualTo(UNBOUND);
        assertThat(bound.isHeavy()).isTrue();
        assertThat(bound.inherent()).as("nothing is learnt of it").isLessThan(0.01);
    }

    @Test
    void aProbeAfterSilenceRaisesABoundThatNothingElseCould() {
        pass(4, 0, 1_000_000, 0);
        pass(6, 40, 600_000, 0);
        bound.onProbe(3_000_000);
        assertThat(bound.bitsPerSecond()).as("while much is lost").isLessThan(700_000);
        for (int report = 0; report < 5; report++) {
            bound.update(ESTIMATE, 0, 0, now);
            now += 1_000;
        }
        bound.onProbe(3_000_000);
        assertThat(bound.bitsPerSecond()).isEqualTo(3_000_000);
    }

    @Test
    void doesNotCountAsLostWhatCameLate() {
        for (int packet = 0; packet < 100; packet++) {
            bound.onReported(false);
            bound.onFound();
        }
        bound.update(ESTIMATE, ESTIMATE, 0, now);
        bound.update(ESTIMATE, ESTIMATE, 0, now + 600);
        assertThat(bound.inherent()).isZero();
        assertThat(bound.isHeavy()).isFalse();
    }

    @Test
    void judgesNothingByAFewPackets() {
        for (int window = 0; window < 10; window++) {
            bound.onReported(false);
            bound.update(ESTIMATE, ESTIMATE, 0, now + (600L * window));
        }
        assertThat(bound.bitsPerSecond()).isEqualTo(UNBOUND);
        assertThat(bound.isHeavy()).isFalse();
    }
}
