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
    void whoHasNoUdpMeetsTheOthersOverTcp(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("no-udp");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert").withoutUdp()) {
            anna.enter().publish(Member.Picture.SD);
            bert.enter().publish(Member.Picture.SD);
            anna.toldOf("remote-video-available", bert, "main");
            bert.toldOf("remote-video-available", anna, "main");
            Instants annaSees = anna.receive("bert", "main", Member.Picture.SD);
            Instants bertSees = bert.receive("anna", "main", Member.Picture.SD);
            for (String stream : new String[] {"main", "audio"}) {
                anna.more("bert", stream, 20);
                bert.more("anna", stream, 20);
            }

            assertThat(anna.mediaProtocol()).isEqualTo("udp");
            assertThat(bert.mediaProtocol()).isEqualTo("tcp");
            assertThat(bert.peerConnections()).isEqualTo(1);
            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .picture(Bill.Tier.SD, annaSees, bertLeft)
                    .picture(Bill.Tier.SD, bertSees, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
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
