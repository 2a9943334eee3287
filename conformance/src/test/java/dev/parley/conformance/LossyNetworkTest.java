package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Browsers on networks that lose packets, which the server asks for again and repeats. */
@ExtendWith(Stage.class)
final class LossyNetworkTest {

    private static final double LOSS = 0.05;
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final int FRAMES_A_SECOND = 10;

    /** Sends at 10 frames a second count as frozen after 300 ms: three lost repetitions, or a lost key frame. */
    private static final int MOST_FREEZES = 4;

    private static final double MOST_FROZEN_SECONDS = 2;

    @Test
    void aTwentiethLostOnEachOfFourWaysIsHardlySeen(Browser browser, Endpoint endpoint) throws IOException {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("LossyNetworkTest: replay with -Dparley.seed=" + seed);
        Instant begin = Instant.now();
        String room = Rooms.unused("loss");
        try (Relay ofAnna = Relay.to(endpoint);
                Relay ofBert = Relay.to(endpoint);
                Member anna = browser.member(endpoint, room, "anna").behind(ofAnna);
                Member bert = browser.member(endpoint, room, "bert").behind(ofBert)) {
            anna.enter().publish(Picture.SD);
            bert.enter().toldOf("remote-video-available", anna, "main");
            Instants bertSees = bert.receive("anna", "main", Picture.SD);
            bert.more("anna", "main", 20);
            ofAnna.lose(LOSS, seed);
            ofBert.lose(LOSS, seed + 1);

            JsonNode pictures = bert.counts("anna", "main");
            JsonNode sound = bert.counts("anna", "audio");
            Clocks.awaitPassing(TIME);
            String what = "with seed " + seed + ", from " + pictures + " to ";
            assertPicturesFlow(what, pictures, bert.counts("anna", "main"));
            assertSoundFlows(what, sound, bert.counts("anna", "audio"));
            assertThat(bert.stays()).as("ways in").containsExactly("entered");
            assertThat(bert.peerConnections()).isEqualTo(1);

            // What is lost on the way out would keep the room open while other tests ask for its seconds.
            ofAnna.lose(0, seed);
            ofBert.lose(0, seed);
            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .picture(Tier.SD, bertSees, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    private static void assertPicturesFlow(String what, JsonNode before, JsonNode after) {
        assertThat(more("nackCount", before, after))
                .as("losses noticed " + what + after)
                .isPositive();
        assertThat(more("frames", before, after))
                .as("frames " + what + after)
                .isGreaterThan(0.8 * TIME.toSeconds() * FRAMES_A_SECOND);
        assertThat(more("freezeCount", before, after))
                .as("freezes " + what + after)
                .isLessThanOrEqualTo(MOST_FREEZES);
        assertThat(more("freezeSeconds", before, after))
                .as("time frozen " + what + after)
                .isLessThanOrEqualTo(MOST_FROZEN_SECONDS);
    }

    /** Sound is not repeated: what the two ways lose is gone, and concealed by the browser. */
    private static void assertSoundFlows(String what, JsonNode before, JsonNode after) {
        double fifty = 50 * TIME.toSeconds();
        assertThat(more("packets", before, after))
                .as("packets of sound " + what + after)
                .isBetween(0.8 * fifty, 1.05 * fifty);
    }

    private static double more(String name, JsonNode before, JsonNode after) {
        return after.required(name).asDouble() - before.required(name).asDouble();
    }
}
