package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The other ways media can take: H.264, TCP alone, and a publisher that is no browser. */
@ExtendWith(Stage.class)
final class MediaPathsTest {

    private static final int SIX_SECONDS_OF_FRAMES = 6 * 15;

    @Test
    void aBrowsersH264ReachesAPlayerThatHasOnlyTcp(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("tcp");
        try (Participant anchor = browser.participant("anchor-h264");
                Participant viewer = browser.participant("viewer-tcp")) {
            anchor.publish(endpoint, room, Participant.Picture.HD_H264);
            JsonNode watched = viewer.playOverTcp(endpoint, room).watch(SIX_SECONDS_OF_FRAMES);
            assertThat(watched.required("protocol").asString()).isEqualTo("tcp");
            assertThat(watched.at("/inboundVideo/codec").asString()).isEqualTo("video/H264");
            assertThat(watched.at("/inboundVideo/frameWidth").asInt()).isEqualTo(1_280);

            Instants picture = viewer.firstPicture();
            Instants viewerLeft = viewer.leave();
            Instants anchorLeft = anchor.leave();
            RoomUsage.ask(endpoint, begin, room)
                    .mustBe(
                            Seconds.between(anchor.entered(), anchorLeft)
                                    .plus(Seconds.between(viewer.entered(), picture)),
                            Seconds.between(picture, viewerLeft));
        }
    }

    @Test
    void ffmpegPublishesAndABrowserPlays(Browser browser, Endpoint endpoint, @TempDir Path folder) throws IOException {
        Instant begin = Instant.now();
        String room = Rooms.unused("ffmpeg");
        Path program = FfmpegPublisher.unpack(folder);
        try (FfmpegPublisher encoder = FfmpegPublisher.start(
                        program, endpoint.publishUrl(room, "encoder"), endpoint.userSig("encoder"));
                Participant viewer = browser.participant("viewer-ffmpeg")) {
            JsonNode watched = viewer.play(endpoint, room).watch(SIX_SECONDS_OF_FRAMES);
            assertThat(watched.at("/inboundVideo/codec").asString()).isEqualTo("video/H264");
            assertThat(watched.at("/inboundVideo/frameWidth").asInt()).isEqualTo(1_280);
            assertThat(watched.at("/inboundAudio/totalAudioEnergy").asDouble()).isPositive();

            Instants picture = viewer.firstPicture();
            Instants viewerLeft = viewer.leave();
            Instants encoderLeft = encoder.finish();
            RoomUsage.ask(endpoint, begin, room)
                    .mustBe(
                            Seconds.between(encoder.entered(), encoderLeft)
                                    .plus(Seconds.between(viewer.entered(), picture)),
                            Seconds.between(picture, viewerLeft));
        }
    }
}
