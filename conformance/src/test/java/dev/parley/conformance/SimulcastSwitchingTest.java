package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A browser sends its picture in two sizes; which one another browser gets changes while it is shown (spec/17 §6). */
@ExtendWith(Stage.class)
final class SimulcastSwitchingTest {

    /** Twice what the small picture and sound need, and two thirds of what the big one and sound do. */
    private static final long NARROW = 250_000;

    /** Two seconds of pictures: what a change of the way brought about is over. */
    private static final int SETTLED = 20;

    private static final int SIX_SECONDS = 60;
    private static final double MOST_FROZEN_SECONDS_GOING_DOWN = 3;

    /** At 10 frames a second a picture counts as frozen after 300 ms, which a busy machine brings about by itself. */
    private static final int MOST_FREEZES = 3;

    private static final double MOST_FROZEN_SECONDS = 2;

    /** A browser makes sound up when packets come late, and on a busy machine some always do. */
    private static final double MOST_SOUND_MADE_UP = 0.15;

    private static final int TIMES_THERE_AND_BACK = 3;

    @Test
    void whoseWayBecomesNarrowGetsTheSmallPictureUntilItIsWideAgain(Browser browser, Endpoint endpoint)
            throws IOException {
        Instant begin = Instant.now();
        String room = Rooms.unused("narrow");
        try (Relay relay = Relay.to(endpoint);
                Member anna = browser.member(endpoint, room, "anna");
                Member bert =
                        browser.member(endpoint, room, "bert").behind(relay).leavingLayersToTheServer()) {
            publishInTwoSizes(anna);
            bert.enter().toldOf("remote-video-available", anna, "main");
            Instants big = bert.receive("anna", "main", Picture.HD);
            bert.shows("anna", Picture.HD, SETTLED);

            JsonNode wide = bert.counts("anna", "main");
            Instants narrowed = relay.narrow(NARROW);
            JsonNode down = bert.shows("anna", Picture.SMALL, SETTLED);
            Instants small = narrowed.until(down);
            assertThat(more("freezeSeconds", wide, down.required("after")))
                    .as("seconds frozen going down, from %s to %s", wide, down)
                    .isLessThanOrEqualTo(MOST_FROZEN_SECONDS_GOING_DOWN);
            assertPlaysOnWhileNarrow(bert);

            Instants widened = relay.widen();
            Instants bigAgain = widened.until(bert.shows("anna", Picture.HD, SETTLED));
            assertThat(bert.stays()).as("ways in").containsExactly("entered");
            assertThat(bert.peerConnections()).isEqualTo(1);

            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .picture(Tier.HD, big, small)
                    .picture(Tier.SD, small, bigAgain)
                    .picture(Tier.HD, bigAgain, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    @Test
    void whoAsksForAnotherSizeSeesThePictureGoOn(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("asked");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert")) {
            publishInTwoSizes(anna);
            bert.enter().toldOf("remote-video-available", anna, "main");
            Instants seen = bert.receive("anna", "main", Picture.HD);
            bert.shows("anna", Picture.HD, SETTLED);

            JsonNode before = bert.counts("anna", "main");
            Bill bill = new Bill();
            for (int time = 0; time < TIMES_THERE_AND_BACK; time++) {
                Instants small = bert.change("anna", true, Picture.SMALL);
                bert.shows("anna", Picture.SMALL, SETTLED);
                Instants big = bert.change("anna", false, Picture.HD);
                bert.shows("anna", Picture.HD, SETTLED);
                bill.picture(Tier.HD, seen, small).picture(Tier.SD, small, big);
                seen = big;
            }
            assertHardlyFrozen("while changed", before, bert.counts("anna", "main"));

            Instants bertLeft = bert.leave();
            bill.stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .picture(Tier.HD, seen, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    /** Its picture needs all the bits that it may have: one that needs few would fit through any way. */
    private static void publishInTwoSizes(Member anna) {
        anna.enter().call("startLocalAudio");
        Map<String, Object> option = new HashMap<>(Picture.HD.optionWith(Picture.SMALL));
        option.put("videoTrack", Picture.HD.drawnInMotion());
        anna.call("startLocalVideo", Map.of("option", option));
        anna.sending(Picture.HD).sending(Picture.SMALL);
    }

    private static void assertPlaysOnWhileNarrow(Member bert) {
        JsonNode soundBefore = bert.counts("anna", "audio");
        JsonNode pictures = bert.shows("anna", Picture.SMALL, SIX_SECONDS);
        JsonNode sound = bert.counts("anna", "audio");
        assertHardlyFrozen("while narrow", pictures.required("before"), pictures.required("after"));
        assertThat(more("madeUpSamples", soundBefore, sound))
                .as("sound made up from " + soundBefore + " to " + sound)
                .isLessThanOrEqualTo(MOST_SOUND_MADE_UP * more("samples", soundBefore, sound));
    }

    private static void assertHardlyFrozen(String when, JsonNode before, JsonNode after) {
        assertThat(more("freezeCount", before, after))
                .as("freezes %s, from %s to %s", when, before, after)
                .isLessThanOrEqualTo(MOST_FREEZES);
        assertThat(more("freezeSeconds", before, after))
                .as("seconds frozen %s, from %s to %s", when, before, after)
                .isLessThanOrEqualTo(MOST_FROZEN_SECONDS);
    }

    private static double more(String name, JsonNode before, JsonNode after) {
        return after.required(name).asDouble() - before.required(name).asDouble();
    }
}
