package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a track tells of its picture's size, by which usage is metered (MET-6). */
class PictureSizeTest {

    private static final Codec VP8 = new Codec("VP8", 96, 90_000, 1, "", 97, Set.of());

    private final List<String> told = new ArrayList<>();
    private final IncomingTrack camera = new IncomingTrack(
            new TrackDescription(MediaKind.VIDEO, "0", List.of(VP8), HeaderExtensions.NONE, List.of()),
            "",
            new IncomingTrack.Upstream() {
                @Override
                public void sendNack(long mediaSsrc, int[] sequences, int count) {}

                @Override
                public void sendKeyFrameRequest(long mediaSsrc) {}

                @Override
                public void onPictureSize(IncomingTrack track, int width, int height, long now) {
                    told.add(width + "x" + height + " at " + now);
                }
            });
    private int sent;

    private void keyFrame(int width, int height, long now) {
        byte[] packet = Pictures.packet(sent, 7, true);
        byte[] payload = Pictures.payload(sent, true, width, height);
        System.arraycopy(payload, 0, packet, RtpHeader.FIXED_LENGTH, payload.length);
        sent++;
        camera.receive(packet, packet.length, now);
        camera.tick(now);
    }

    @Test
    void changesNowAndThenAreToldAtOnce() {
        keyFrame(640, 360, 1_000);
        keyFrame(640, 360, 1_100);
        keyFrame(1280, 720, 1_200);
        keyFrame(640, 360, 1_400);
        assertThat(told).containsExactly("640x360 at 1000", "1280x720 at 1200", "640x360 at 1400");
    }

    @Test
    void aSizeForEachPacketIsToldFiveTimesASecondAtMost() {
        for (int number = 0; number < 10_000; number++) {
            keyFrame(640 + (number & 1), 360, 1_000 + number / 10);
        }
        assertThat(told).hasSizeBetween(3, 6);
    }

    @Test
    void theNewestIsToldLaterAsOfItsKeyFrame() {
        keyFrame(1280, 720, 1_000);
        keyFrame(640, 360, 1_050);
        keyFrame(320, 180, 1_060);
        assertThat(camera.pictureSize()).isEqualTo((320L << 32) | 180);
        camera.tick(1_199);
        assertThat(told).containsExactly("1280x720 at 1000");
        camera.tick(1_200);
        camera.tick(1_205);
        assertThat(told).containsExactly("1280x720 at 1000", "320x180 at 1060");
    }

    @Test
    void aChangeThatWasTakenBackIsNotTold() {
        keyFrame(1280, 720, 1_000);
        keyFrame(640, 360, 1_050);
        keyFrame(1280, 720, 1_100);
        camera.tick(1_300);
        assertThat(told).containsExactly("1280x720 at 1000");
    }
}
