package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Participant.Picture;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Google's WebRTC library without a browser around it, as native applications have it, by WHIP and WHEP. */
@ExtendWith(Stage.class)
final class NativeClientTest {

    private static final int THREE_SECONDS_OF_FRAMES = 3 * 15;

    @ParameterizedTest
    @ValueSource(strings = {"VP8", "H264"})
    void whatOnePublishesAnotherSeesAsItWasMade(String codec, Endpoint endpoint) throws IOException {
        String room = Rooms.unused("native");
        try (NativeClient publisher = NativeClient.publish(endpoint, room, "publisher", codec)) {
            assertThat(publisher.frames(10).required("codec").asString()).isEqualTo("video/" + codec);
            try (NativeClient player = NativeClient.play(endpoint, room, "player", codec)) {
                JsonNode seen = player.frames(THREE_SECONDS_OF_FRAMES);

                assertThat(seen.required("codec").asString()).isEqualTo("video/" + codec);
                assertThat(seen.required("width").asInt()).isEqualTo(NativePictures.WIDTH);
                assertThat(seen.required("rightPictures").asInt()).isGreaterThan(THREE_SECONDS_OF_FRAMES / 2);
                assertThat(seen.required("wrongPictures").asInt()).isZero();
                assertThat(seen.required("soundPackets").asInt()).isGreaterThan(THREE_SECONDS_OF_FRAMES);
                player.leave();
            }
            publisher.leave();
        }
    }

    @Test
    void meetsABrowserBothWays(Browser browser, Endpoint endpoint) throws IOException {
        String there = Rooms.unused("to-native");
        String back = Rooms.unused("from-native");
        try (Participant anchor = browser.participant("anchor-native");
                Participant viewer = browser.participant("viewer-native");
                NativeClient publisher = NativeClient.publish(endpoint, back, "publisher", "H264")) {
            publisher.frames(10);
            JsonNode watched = viewer.play(endpoint, back).watch(THREE_SECONDS_OF_FRAMES);
            assertThat(watched.at("/inboundVideo/codec").asString()).isEqualTo("video/H264");
            assertThat(watched.at("/inboundVideo/frameWidth").asInt()).isEqualTo(NativePictures.WIDTH);
            viewer.leave();
            publisher.leave();

            anchor.publish(endpoint, there, new Picture("video/VP8", 640, 360));
            try (NativeClient player = NativeClient.play(endpoint, there, "player", "VP8")) {
                assertThat(player.frames(THREE_SECONDS_OF_FRAMES)
                                .required("soundPackets")
                                .asInt())
                        .isGreaterThan(THREE_SECONDS_OF_FRAMES);
                player.leave();
            }
            anchor.leave();
        }
    }
}
