package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtcp.RtcpWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** With some of these seeds loss was what was known last, with others a full queue. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aPictureThatRestsComesBackThoughNothingElseFlows(long seed) throws Exception {
        EngineCall call = new EngineCall(seed, 1_500_000);
        call.heard.stop();
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
        call.run(6);
        call.downlink.capacity = 300_000;
        while (call.picture.isFlowing()) {
            call.run(1);
        }
        call.downlink.capacity = 4_000_000;
        call.run(15);
        assertThat(call.picture.isFlowing()).isTrue();
    }

    /** As browsers do: half as much again as arrives while nothing queues, less than arrives when something does. */
    private static void reportWhatArrives(EngineCall call) {
        byte[] compound = new byte[100];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        long[] before = {0};
        call.network.everyStep(now -> {
            if (now % 1_000 == 0) {
                long bitrate = 8 * (call.downlink.carriedBytes - before[0]);
                before[0] = call.downlink.carriedBytes;
                boolean queued = call.downlink.queueMillis(now) > 50;
                writer.reset();
                writer.receiverReport(1, List.of());
                writer.remb(1, bitrate * (queued ? 17 : 30) / 20, List.of());
                call.player.client.sendRtcp(compound, writer.length());
            }
        });
    }

    @Test
    void aPlayerThatOnlyTellsWhatItCanTakeGetsTheLayerThatFits() throws Exception {
        EngineCall call = EngineCall.withoutFeedback(SimulatedNetwork.seed(), 1_000_000, 150_000);
        reportWhatArrives(call);
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
        call.run(6);
        assertThat(call.picture.source()).isSameAs(call.layers.getFirst());

        call.downlink.capacity = 400_000;
        call.run(10);
        assertThat(call.picture.source()).isSameAs(call.layers.getLast());
        assertThat(call.downlink.queueMillis(call.network.now)).isLessThan(100);

        call.downlink.capacity = 4_000_000;
        call.run(40);
        assertThat(call.picture.source())
                .as("what more goes is found out by trying")
                .isSameAs(call.layers.getFirst());
    }

    @Test
    void aPictureThatCannotBeProbedForNeverRests() throws Exception {
        EngineCall call = EngineCall.withoutFeedback(SimulatedNetwork.seed(), 400_000);
        reportWhatArrives(call);
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
        call.run(6);
        call.downlink.capacity = 100_000;
        call.run(10);
        long before = call.picture.packets();
        call.run(1);
        assertThat(call.picture.packets()).isGreaterThan(before);
    }
}
