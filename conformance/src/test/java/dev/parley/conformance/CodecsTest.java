package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Participant.Picture;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A browser publishes in each of its video codecs and another plays it. */
@ExtendWith(Stage.class)
final class CodecsTest {

    private static final int THREE_SECONDS_OF_FRAMES = 3 * 15;

    @ParameterizedTest
    @ValueSource(strings = {"video/VP8", "video/H264", "video/VP9", "video/AV1"})
    void whatOneBrowserPublishesAnotherPlays(String codec, Browser browser, Endpoint endpoint) {
        String room = Rooms.unused("codec");
        String name = codec.substring(codec.indexOf('/') + 1);
        try (Participant anchor = browser.participant("anchor-" + name);
                Participant viewer = browser.participant("viewer-" + name);
                Participant late = browser.participant("late-" + name)) {
            anchor.publish(endpoint, room, new Picture(codec, 640, 360));

            assertPlays(viewer.play(endpoint, room).watch(THREE_SECONDS_OF_FRAMES), codec);
            // Whoever comes later needs a key frame of its own.
            assertPlays(late.play(endpoint, room).watch(THREE_SECONDS_OF_FRAMES), codec);
            viewer.leave();
            late.leave();
            anchor.leave();
        }
    }

    private static void assertPlays(JsonNode watched, String codec) {
        assertThat(watched.at("/inboundVideo/codec").asString()).isEqualTo(codec);
        assertThat(watched.at("/inboundVideo/frameWidth").asInt()).isEqualTo(640);
        assertThat(watched.at("/inboundVideo/frameHeight").asInt()).isEqualTo(360);
        assertThat(watched.at("/inboundVideo/keyFramesDecoded").asInt()).isPositive();
        assertThat(watched.at("/inboundVideo/freezeCount").asInt()).isLessThanOrEqualTo(1);
    }
}
