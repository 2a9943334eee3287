package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import dev.parley.conformance.RoomManagement.Block;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * The block of spec/11 §3 as those see it who receive: 0, 1, 2, 3 and 0 again, for a publisher in a room and one by
 * WHIP, counted in packets at a user of the web client and at one by WHEP.
 */
@ExtendWith(Stage.class)
@Tag("DescribeTrtcRoomUsage")
final class BlockScenariosTest {

    /** Half a second of sound, as the clock of what else comes meanwhile. */
    private static final int MEANWHILE = 25;

    private static final int IN_FLIGHT = 5;

    @Test
    void whatIsBlockedIsNotForwardedAndComesBack(Browser browser, Endpoint endpoint) {
        String room = Rooms.unused("block");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert");
                Participant pusher = browser.participant(room + "-pusher", "pusher");
                Participant viewer = browser.participant(room + "-viewer", "viewer")) {
            new Matrix(new RoomManagement(endpoint, room), anna, bert, pusher, viewer).run();
        }
    }

    /** The people of the room, and what it costs so far. */
    private static final class Matrix {

        private final Instant begin = Instant.now();
        private final RoomManagement management;
        private final Member anna;
        private final Member bert;
        private final Participant pusher;
        private final Participant viewer;
        private final Bill bill = new Bill();
        private Instants bertSees = new Instants(0, 0);
        private Instants viewerSees = new Instants(0, 0);
        private Block present = Block.NOTHING;

        Matrix(RoomManagement management, Member anna, Member bert, Participant pusher, Participant viewer) {
            this.management = management;
            this.anna = anna;
            this.bert = bert;
            this.pusher = pusher;
            this.viewer = viewer;
        }

        void run() {
            Endpoint endpoint = management.endpoint();
            String room = management.room();
            anna.enter().publish(Picture.SD);
            pusher.publish(endpoint, room, new Participant.Picture("video/H264", 320, 240));
            bert.enter().call("startLocalAudio");
            viewer.play(endpoint, room, "pusher").watch(3);
            viewerSees = viewer.firstPicture();
            awaitPictures();
            mustFlow();
            for (Block next : new Block[] {Block.EVERYTHING, Block.AUDIO, Block.VIDEO, Block.NOTHING}) {
                change(next);
                mustFlow();
            }

            Instants viewerLeft = viewer.leave();
            Instants bertLeft = bert.leave();
            bill.stay(anna.entered(), anna.leave())
                    .stay(pusher.entered(), pusher.leave())
                    .stay(bert.entered(), bertLeft)
                    .stay(viewer.entered(), viewerLeft)
                    .picture(Tier.SD, bertSees, bertLeft)
                    .picture(Tier.SD, viewerSees, viewerLeft)
                    .mustBeCharged(endpoint, begin, room);
        }

        private void awaitPictures() {
            bert.told("remote-video-available", Map.of("userId", "anna", "streamType", "main"));
            bert.told("remote-video-available", Map.of("userId", "pusher", "streamType", "main"));
            bertSees = bert.receive("anna", "main", Picture.SD);
            bert.receive("pusher", "main", Picture.SD);
        }

        private void change(Block next) {
            int frames = framesSeenByViewer();
            management.block("anna", next);
            Instants when = management.block("pusher", next);
            if (next.blocksVideo() && !present.blocksVideo()) {
                // Both pictures together are SD as well, so that the later of the two ends it.
                bill.picture(Tier.SD, bertSees, when).picture(Tier.SD, viewerSees, when);
                bertTold("remote-video-unavailable", Map.of("streamType", "main"));
            } else if (present.blocksVideo() && !next.blocksVideo()) {
                awaitPictures();
                JsonNode stats = viewer.watch(frames + 1);
                viewerSees = new Instants(when.earliest(), stats.required("at").asLong());
            }
            if (next.blocksAudio() != present.blocksAudio()) {
                bertTold(next.blocksAudio() ? "remote-audio-unavailable" : "remote-audio-available", Map.of());
            }
            present = next;
        }

        private void bertTold(String event, Map<String, String> more) {
            for (String publisher : new String[] {"anna", "pusher"}) {
                Map<String, String> matching = new HashMap<>(more);
                matching.put("userId", publisher);
                bert.told(event, matching);
            }
        }

        private int framesSeenByViewer() {
            return viewer.stats().at("/inboundVideo/framesDecoded").asInt();
        }

        /** What is not blocked comes on, what is blocked does not, at either observer. */
        private void mustFlow() {
            anna.more("bert", "audio", IN_FLIGHT);
            Received before = received();
            anna.more("bert", "audio", MEANWHILE);
            Received after = received();
            String what = present + ": " + before + " then " + after;
            compare(what, before.sounds(), after.sounds(), present.blocksAudio());
            compare(what, before.pictures(), after.pictures(), present.blocksVideo());
        }

        private static void compare(String what, Packets before, Packets after, boolean blocked) {
            if (blocked) {
                assertThat(after).as(what).isEqualTo(before);
                return;
            }
            assertThat(after.anna()).as(what).isGreaterThan(before.anna());
            assertThat(after.pusher()).as(what).isGreaterThan(before.pusher());
            assertThat(after.viewer()).as(what).isGreaterThan(before.viewer());
        }

        private Received received() {
            JsonNode viewers = viewer.stats();
            JsonNode berts = bert.total();
            return new Received(
                    packets("audio", berts.required("audio"), viewers.at("/inboundAudio/packetsReceived")),
                    packets("main", berts.required("video"), viewers.at("/inboundVideo/packetsReceived")));
        }

        private Packets packets(String streamType, JsonNode berts, JsonNode viewers) {
            return new Packets(
                    bert.counts("anna", streamType).required("packets").asLong(),
                    bert.counts("pusher", streamType).required("packets").asLong(),
                    berts.asLong(),
                    viewers.asLong());
        }
    }

    /**
     * Packets so far.
     *
     * @param anna those of the publisher in the room, at the user of the web client
     * @param pusher those of the publisher by WHIP, at the same
     * @param both all that came there, whether the client still takes it for somebody's or not
     * @param viewer those of the publisher by WHIP at the user by WHEP
     */
    private record Packets(long anna, long pusher, long both, long viewer) {}

    private record Received(Packets sounds, Packets pictures) {}
}
