package dev.parley.server.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.container.Clip;
import dev.parley.media.container.ClipPlayer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinClipsTest {

    private static List<byte[]> packets(Clip clip, long untilMillis) {
        return new ClipPlayer(clip, 7, 96, 0, new Random(1)).poll(untilMillis);
    }

    @Test
    void picturesHaveTheirSizeAndFewBytes() {
        List<byte[]> packets = packets(ThinClips.video(1_280, 720, Duration.ofMillis(500)), 900);

        assertThat(packets).hasSize(2).allSatisfy(packet -> assertThat(packet).hasSizeLessThan(50));
        byte[] first = packets.getFirst();
        Received received = Received.NOTHING.plus(first, first.length, "VP8");
        assertThat(received.width()).isEqualTo(1_280);
        assertThat(received.height()).isEqualTo(720);
        assertThat(received.packets()).isEqualTo(1);
    }

    @Test
    void soundComesAsOftenAsWanted() {
        assertThat(packets(ThinClips.audio(Duration.ofMillis(250)), 999)).hasSize(4);
    }

    @Test
    void soundHasNoSize() {
        byte[] packet = packets(ThinClips.audio(Duration.ofSeconds(1)), 0).getFirst();

        assertThat(Received.NOTHING.plus(packet, packet.length, "opus")).isEqualTo(new Received(1, 3, 0, 0));
    }
}
