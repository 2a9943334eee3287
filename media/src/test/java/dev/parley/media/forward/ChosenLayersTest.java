package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A picture whose layers are left to the engine is still the room's to give and to take away. */
class ChosenLayersTest {

    @Test
    void aStoppedPictureStaysStoppedThoughItsLayersGoOn() throws Exception {
        EngineCall call = new EngineCall(SimulatedNetwork.seed(), 800_000, 200_000);
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers);
        call.run(5);
        assertThat(call.picture.isFlowing()).isTrue();

        call.picture.stop();
        call.run(0.2);
        long before = call.viewer.pictures;
        long sent = call.picture.packets();
        call.run(3);

        assertThat(call.picture.isFlowing()).isFalse();
        assertThat(call.viewer.pictures).isEqualTo(before);
        assertThat(call.picture.packets()).isEqualTo(sent);

        call.picture.play(call.layers.getFirst());
        call.run(0.6);
        assertThat(call.picture.isFlowing()).isTrue();
        assertThat(call.viewer.pictures).isGreaterThan(before);
    }
}
