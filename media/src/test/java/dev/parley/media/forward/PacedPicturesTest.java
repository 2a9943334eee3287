package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What had to wait for too long is dropped, and its picture goes on with a key frame. */
class PacedPicturesTest {

    private static EngineCall narrowed() throws Exception {
        EngineCall call = new EngineCall(SimulatedNetwork.seed(), 1_000_000);
        call.downlink.capacity = 3_000_000;
        call.downlink.longestQueueMillis = 60_000; // whatever is missing, the engine dropped
        call.picture.play(call.layers.getFirst());
        call.run(6);
        call.viewer.asks = false;
        call.downlink.capacity = 200_000;
        return call;
    }

    private static long dropped(EngineCall call) {
        return call.player.media.figures(call.network.now).droppedOut();
    }

    private static int keyFrames(EngineCall call) {
        return call.camera.layers.getFirst().keyFrames;
    }

    @Test
    void aPictureThatLacksDroppedPacketsGoesOnByItself() throws Exception {
        EngineCall call = narrowed();
        call.run(4);
        assertThat(dropped(call)).isPositive();

        call.downlink.capacity = 0;
        call.run(10);
        call.viewer.forgetPast();
        call.run(2);
        assertThat(call.viewer.longestFreeze()).isLessThan(200);
    }

    @Test
    void aWayThatStaysTooNarrowCostsThePublisherOneKeyFrameASecondAtMost() throws Exception {
        EngineCall call = narrowed();
        call.run(2);
        int before = keyFrames(call);
        long droppedBefore = dropped(call);
        call.run(10);
        assertThat(dropped(call)).isGreaterThan(droppedBefore);
        assertThat(keyFrames(call) - before).isBetween(1, 10);
    }
}
