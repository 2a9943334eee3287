package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A publisher who comes back before the server has missed it (spec/15 §3.2, MET-12). */
@ExtendWith(Stage.class)
final class ReconnectTest {

    private static final int THREE_SECONDS_OF_FRAMES = 3 * 15;
    private static final long TOLD_WITHIN = 1_000;

    @Test
    void aUserWhoEntersAgainTakesTheEarlierSessionsPlace(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("again");
        try (Participant earlier = browser.participant("anchor-before", "anchor");
                Participant later = browser.participant("anchor-after", "anchor");
                Participant viewer = browser.participant("viewer-again")) {
            earlier.publish(endpoint, room, Participant.Picture.HD_VP8);
            JsonNode before = viewer.play(endpoint, room).watch(THREE_SECONDS_OF_FRAMES);
            Instants picture = viewer.firstPicture();

            later.publish(endpoint, room, Participant.Picture.HD_VP8);
            Instants replaced = later.entered();
            assertThat(earlier.saidGoodbye()).isBetween(replaced.earliest(), replaced.latest() + TOLD_WITHIN);
            int already = before.at("/inboundVideo/framesDecoded").asInt();
            JsonNode after = viewer.watch(already + 2 * THREE_SECONDS_OF_FRAMES);
            assertThat(after.at("/inboundVideo/keyFramesDecoded").asInt())
                    .as("the new encoder began with a key frame: %s", after)
                    .isGreaterThan(before.at("/inboundVideo/keyFramesDecoded").asInt());

            Instants viewerLeft = viewer.leave();
            Seconds anchor = Seconds.between(earlier.entered(), later.leave());
            RoomUsage usage = RoomUsage.ask(endpoint, begin, room);
            Seconds everybody = anchor.plus(Seconds.between(viewer.entered(), viewerLeft));
            assertThat(usage.total()).as("%s, %s", usage, everybody).isBetween(everybody.least(), everybody.most());
            // Between the two pictures there is a gap of sound alone: until the new encoder's first key frame.
            Seconds watched = Seconds.between(picture, viewerLeft);
            assertThat(usage.hd()).as("%s, %s", usage, watched).isBetween(watched.least() - 3, watched.most());
            assertThat(usage.total()).as("no other tier: %s", usage).isEqualTo(usage.hd() + usage.audio());
        }
    }
}
