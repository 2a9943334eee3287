package dev.parley.media.forward;

import static dev.parley.media.forward.SlotStage.BIG;
import static dev.parley.media.forward.SlotStage.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.RtpHeader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A layer that its way does not carry makes room for the next before that is there. */
class GivingWayTest {

    private final SlotStage stage = new SlotStage();

    GivingWayTest() throws Exception {}

    @Test
    void anOldLayerThatGivesWayStopsBeforeTheNewOneCanBeDecoded() {
        stage.playBig();
        stage.slot.yieldTo(stage.small);
        stage.send(BIG, 1);
        stage.send(BIG, true);
        stage.slot.yieldTo(stage.small);
        stage.send(SMALL, 1);
        stage.send(SMALL, true);
        stage.send(BIG, true);
        stage.send(SMALL, 1);
        stage.network.run(20);
        assertThat(stage.shownLayers()).containsExactly(BIG, BIG, BIG, BIG, SMALL, SMALL);
        stage.assertContinuous();
        assertThat(stage.slot.source()).isSameAs(stage.small);
        assertThat(stage.big.sinks()).isEmpty();
    }

    @Test
    void anOldLayerThatGaveWayForNothingBeginsAnew() {
        stage.playBig();
        stage.slot.yieldTo(stage.small);
        stage.network.run(KeyFrameRequests.INTERVAL_MILLIS);
        stage.publisher.keyFrameSources.clear();
        stage.slot.switchTo(stage.big);
        stage.send(BIG, 1);
        stage.send(SMALL, true);
        stage.send(BIG, true);
        stage.send(BIG, 1);
        stage.network.run(20);
        assertThat(stage.shownLayers()).containsExactly(BIG, BIG, BIG, BIG, BIG, BIG);
        assertThat(stage.shown().get(4)).as("the key frame").isEqualTo(20_006);
        stage.assertContinuous();
        assertThat(stage.publisher.keyFrameSources).contains(BIG);
        assertThat(stage.small.sinks()).isEmpty();
    }

    @Test
    void asksForAnotherKeyFrameWhenOneCameWhileThePictureRested() {
        stage.playBig();
        stage.slot.rest(true);
        stage.slot.switchTo(stage.small);
        stage.send(SMALL, true);
        stage.network.run(2 * KeyFrameRequests.INTERVAL_MILLIS);
        stage.publisher.keyFrameSources.clear();
        stage.slot.rest(false);
        stage.network.run(KeyFrameRequests.INTERVAL_MILLIS);
        assertThat(stage.publisher.keyFrameSources).contains(SMALL, BIG);

        stage.send(BIG, true);
        stage.send(SMALL, 1);
        stage.network.run(2 * KeyFrameRequests.INTERVAL_MILLIS);
        stage.send(SMALL, true);
        stage.network.run(20);
        assertThat(stage.slot.source()).isSameAs(stage.small);
    }

    @Test
    void thePresentLayerComesBackWhenWhatItMadeWayForIsGone() {
        stage.playBig();
        stage.slot.takeBack();
        stage.send(BIG, 1);
        stage.slot.yieldTo(stage.small);
        stage.slot.takeBack();
        stage.send(BIG, 1);
        stage.send(BIG, true);
        stage.network.run(20);
        assertThat(stage.shownLayers()).containsExactly(BIG, BIG, BIG, BIG, BIG, BIG);
        assertThat(stage.small.sinks()).isEmpty();
    }

    @Test
    void whatIsNotRepeatedAnyMoreKeepsNothingElseFromBeingRepeated() {
        stage.playBig();
        stage.send(BIG, 120);
        stage.slot.yieldTo(stage.small);
        int key = stage.send(SMALL, true);
        stage.network.run(20);
        int last = stage.sequenceOf(key);
        int before = stage.player.received.size();
        stage.ask(IntStream.rangeClosed(last - 120, last)
                .map(sequence -> sequence & 0xFFFF)
                .toArray());
        assertThat(stage.player.received).hasSize(before + 1);
        assertThat(Pictures.numberOf(stage.player.received.getLast(), RtpHeader.FIXED_LENGTH + 2))
                .isEqualTo(key);
    }

    @Test
    void whoWaitsForTheNewLayerAsksItForAKeyFrame() {
        stage.playBig();
        stage.send(SMALL, 1);
        stage.slot.yieldTo(stage.small);
        stage.network.run(2 * KeyFrameRequests.INTERVAL_MILLIS);
        stage.publisher.keyFrameSources.clear();
        stage.slot.requestKeyFrame();
        stage.network.run(KeyFrameRequests.INTERVAL_MILLIS);
        assertThat(stage.publisher.keyFrameSources).contains(SMALL).doesNotContain(BIG);
    }
}
