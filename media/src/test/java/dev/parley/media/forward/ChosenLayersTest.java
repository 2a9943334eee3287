package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A picture whose layers are left to the engine is still the room's to give and to take away. */
class ChosenLayersTest {

    @Test
    void aStoppedPictureStaysStoppedThoughItsLayersGoOn() throws Exception {
        EngineCall call = new EngineCall(SimulatedNetwork.seed(), 800_000, 200_000);
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
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

    @Test
    void aShortWayCarriesTheMoreImportantPictureBetter() throws Exception {
        EngineCall call = new EngineCall(SimulatedNetwork.seed(), 1_000_000, 150_000);
        OutgoingTrack other =
                call.player.media.send(call.picture.description(), 5_000, SimulatedViewer.VIDEO_SSRC + 100, -1, 300);
        call.downlink.capacity = 1_900_000;
        call.picture.play(call.layers.getFirst());
        other.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
        call.player.media.choose(other, call.layers, 1);
        call.run(20);
        assertThat(other.source()).isSameAs(call.layers.getFirst());
        assertThat(call.picture.source()).isSameAs(call.layers.getLast());

        call.player.media.choose(call.picture, call.layers, 2);
        call.run(4);
        assertThat(call.picture.source()).isSameAs(call.layers.getFirst());
        assertThat(other.source()).isSameAs(call.layers.getLast());
    }
}
