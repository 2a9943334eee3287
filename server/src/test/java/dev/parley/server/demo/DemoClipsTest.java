package dev.parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.codec.VideoSizes;
import dev.parley.media.codec.Vp8;
import dev.parley.media.container.Clip;
import dev.parley.media.container.ClipPlayer;
import dev.parley.media.container.IvfReader;
import dev.parley.media.container.OggOpusReader;
import dev.parley.media.rtp.RtpHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed clips, see src/demo/README.md. */
class DemoClipsTest {
    private static final int FRAMES_PER_SECOND = 12;
    private static final int HEADER = RtpHeader.FIXED_LENGTH;

    @ParameterizedTest
    @ValueSource(strings = {"guest-640x360.ivf", "speaker-1280x720.ivf", "screen-1920x1080.ivf"})
    void hasAKeyFrameOfItsSizeEverySecond(String name) throws IOException {
        IvfReader file = new IvfReader(read(name));
        Clip clip = Clip.ofVp8(file);

        assertThat(clip.durationTicks()).isEqualTo(4 * 90_000);
        assertThat(clip.frames()).hasSize(4 * FRAMES_PER_SECOND);
        for (int i = 0; i < clip.frames().size(); i++) {
            byte[] data = clip.frames().get(i).data();
            boolean keyFrame = i % FRAMES_PER_SECOND == 0;
            assertThat(clip.frames().get(i).keyFrame()).isEqualTo(keyFrame);
            assertThat(Vp8.frameSize(data, 0, data.length))
                    .isEqualTo(keyFrame ? (file.width() << 16) | file.height() : -1);
        }
        assertThat(name).contains(file.width() + "x" + file.height());
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest-640x360.ivf", "speaker-1280x720.ivf", "screen-1920x1080.ivf"})
    void playsEveryFrameUnchangedInPackets(String name) throws IOException {
        Clip clip = Clip.ofVp8(new IvfReader(read(name)));
        ClipPlayer player = new ClipPlayer(clip, 1, 96, 0, new Random(7));
        List<byte[]> frames = new ArrayList<>();
        Set<Long> sizes = new HashSet<>();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        while (frames.size() < 2 * clip.frames().size()) {
            for (byte[] packet : player.poll(player.nextDeadline())) {
                int descriptor = Vp8.descriptorLength(packet, HEADER, packet.length - HEADER);
                frame.write(packet, HEADER + descriptor, packet.length - HEADER - descriptor);
                sizes.add(VideoSizes.keyFrameSize("VP8", packet, HEADER, packet.length - HEADER));
                if (RtpHeader.marker(packet, 0)) {
                    frames.add(frame.toByteArray());
                    frame.reset();
                }
            }
        }
        List<byte[]> expected = new ArrayList<>();
        clip.frames().forEach(each -> expected.add(each.data()));
        clip.frames().forEach(each -> expected.add(each.data()));
        assertThat(frames).containsExactlyElementsOf(expected);
        assertThat(sizes).hasSize(2).contains(-1L);
    }

    @Test
    void hasSoundOfTheSameLength() throws IOException {
        Clip tone = Clip.ofOpus(new OggOpusReader(read("tone.opus")));

        assertThat(tone.durationTicks()).isEqualTo(4 * 48_000);
        assertThat(tone.frames()).hasSize(200);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream stream = DemoClipsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
