package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.RtpWriter;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose a packet is, when several sections share one connection and its payload types. */
class StreamRouterTest {

    private static final int MID = 4;
    private static final int RID = 10;
    private static final int REPAIRED_RID = 11;
    private static final HeaderExtensions NAMES = new HeaderExtensions(MID, RID, REPAIRED_RID, 0, 0);
    private static final Codec VP8 = new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("nack", "nack pli"));
    private static final Codec OPUS = new Codec("opus", 111, 48_000, 2, "", -1, Set.of());
    private static final int MEDIA = 96;
    private static final int REPAIR = 97;

    /** Section and layer of each packet that a track took, repaired ones included. */
    private final List<String> taken = new ArrayList<>();

    private final PeerMedia media = new PeerMedia(new Unheard(), "name", 7);
    private final PacketSink taker = new Taker();
    private long now = 1_000_000;
    private int number = 1;

    private final class Taker implements PacketSink {
        @Override
        public void take(IncomingTrack from, MediaPacket packet, long time) {
            taken.add(from.mid() + from.rid());
        }

        @Override
        public void lose(IncomingTrack source) {}
    }

    private static final class Unheard implements PeerMedia.Listener {
        @Override
        public void onConnected(long time) {}

        @Override
        public void onClosed(@Nullable Exception failure) {}

        @Override
        public void onPictureSize(IncomingTrack track, int width, int height, long time) {}

        @Override
        public void onFlowOn(OutgoingTrack track, long time) {}

        @Override
        public void onFlowOff(OutgoingTrack track, long at) {}
    }

    private static TrackDescription section(String mid, List<Long> ssrcs, Map<Long, Long> repairs, String... rids) {
        return new TrackDescription(MediaKind.VIDEO, mid, List.of(VP8), NAMES, ssrcs, repairs, List.of(rids));
    }

    private IncomingTrack receive(String mid, Long... ssrcs) {
        return media.receive(section(mid, List.of(ssrcs), Map.of())).getFirst();
    }

    private List<IncomingTrack> receiveLayers(String mid) {
        return media.receive(section(mid, List.of(), Map.of(), "l", "h"));
    }

    /** Sends a packet that says of itself what isn't empty. */
    private void send(int payloadType, long ssrc, String mid, String rid, String repairedRid) {
        number++;
        byte[] packet = new byte[200];
        RtpWriter writer = new RtpWriter().start(packet, 0, payloadType, true, number, number * 900L, ssrc);
        name(writer, MID, mid);
        name(writer, RID, rid);
        name(writer, REPAIRED_RID, repairedRid);
        if (payloadType == REPAIR) {
            writer.payload(new byte[] {(byte) (number >> 8), (byte) number}, 0, 2);
        }
        byte[] payload = Pictures.payload(number, true, number, 16);
        int length = writer.payload(payload, 0, payload.length).finish();
        now += 10;
        for (IncomingTrack track : media.incoming()) {
            if (track.kind() == MediaKind.VIDEO && !track.sinks().contains(taker)) {
                track.attach(taker);
            }
        }
        media.onRtp(packet, length, now);
    }

    private static void name(RtpWriter writer, int id, String name) {
        if (!name.isEmpty()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            writer.extension(id, bytes, 0, bytes.length);
        }
    }

    private void send(long ssrc) {
        send(MEDIA, ssrc, "", "", "");
    }

    private void repair(long ssrc) {
        send(REPAIR, ssrc, "", "", "");
    }

    @Test
    void tellsSectionsApartByTheSsrcsOfTheOffer() {
        receive("1", 100L);
        receive("2", 200L);
        send(200);
        send(100);
        send(200);

        assertThat(taken).containsExactly("2", "1", "2");
    }

    @Test
    void learnsAnSsrcFromTheSectionThatThePacketNames() {
        receive("1");
        receive("2");
        send(MEDIA, 300, "2", "", "");
        send(300);

        assertThat(taken).containsExactly("2", "2");
    }

    @Test
    void tellsLayersApartByNameAndRemembersThem() {
        assertThat(receiveLayers("1")).extracting(IncomingTrack::rid).containsExactly("l", "h");
        send(MEDIA, 10, "1", "l", "");
        send(MEDIA, 20, "1", "h", "");
        send(10);
        send(20);

        assertThat(taken).containsExactly("1l", "1h", "1l", "1h");
    }

    @Test
    void takesRetransmissionsOfALayerByWhatTheyRepair() {
        receiveLayers("1");
        send(REPAIR, 21, "1", "", "h"); // before its media: nothing to repair yet, but learnt
        assertThat(taken).isEmpty();
        send(MEDIA, 20, "1", "h", "");
        repair(21);
        send(MEDIA, 10, "1", "l", "");
        send(REPAIR, 11, "", "", "l");

        assertThat(taken).containsExactly("1h", "1h", "1l", "1l");
        assertThat(media.unroutedPackets()).isZero();
    }

    @Test
    void takesRetransmissionsByTheGroupsOfTheOffer() {
        media.receive(section("1", List.of(100L), Map.of(101L, 100L)));
        media.receive(section("2", List.of(200L, 300L), Map.of(201L, 200L, 301L, 300L)));
        repair(201); // of nothing that flows
        send(200);
        repair(201);
        repair(301); // of another stream than the one that flows
        send(100);
        repair(101);

        assertThat(taken).containsExactly("2", "2", "1", "1");
    }

    @Test
    void dropsAndCountsWhatBelongsToNobody() {
        receive("1");
        receive("2");
        receiveLayers("3");
        send(500); // says nothing, and three sections use that payload type
        send(MEDIA, 501, "9", "", "");
        send(MEDIA, 502, "3", "", ""); // either layer
        send(MEDIA, 503, "3", "x", "");
        send(50, 504, "", "", "");

        assertThat(taken).isEmpty();
        assertThat(media.unroutedPackets()).isEqualTo(5);
    }

    @Test
    void goesByThePayloadTypeWhileOneSectionHasItAndRemembersWhatItLearnt() {
        receive("1");
        send(100);
        repair(101);
        assertThat(taken).containsExactly("1", "1");

        receive("2", 200L);
        send(100);
        send(900);
        assertThat(taken).containsExactly("1", "1", "1");
        assertThat(media.unroutedPackets()).isEqualTo(1);
    }

    @Test
    void believesAPacketThatMovesItsStreamToAnotherSection() {
        receive("1", 100L);
        receive("2");
        send(100);
        send(MEDIA, 100, "2", "", "");
        send(100);

        assertThat(taken).containsExactly("1", "2", "2");
    }

    @Test
    void neverTakesTheRestOfAStoppedStreamForAnother() {
        receive("1", 100L);
        IncomingTrack screen = receive("2", 200L);
        send(200);
        media.stopReceiving("2");
        assertThat(screen.isEnded()).isTrue();
        assertThat(media.incoming()).hasSize(1);
        now += 5_000; // the camera is dark, and would take a new stream
        send(200);
        send(MEDIA, 201, "2", "", "");

        assertThat(taken).containsExactly("2");
        assertThat(media.unroutedPackets()).isEqualTo(2);
    }

    @Test
    void goesOnWithTheSameTracksWhenASectionIsOfferedAgain() {
        List<IncomingTrack> before = receiveLayers("1");
        send(MEDIA, 10, "1", "l", "");

        assertThat(receiveLayers("1")).isEqualTo(before);
        send(10);
        assertThat(taken).containsExactly("1l", "1l");
    }

    @Test
    void startsAnewWhenASectionChangesAndKnowsItsStreamsStill() {
        List<IncomingTrack> before = receiveLayers("1");
        send(MEDIA, 10, "1", "l", "");
        Codec other = new Codec("VP8", 98, 90_000, 1, "", 99, Set.of("nack"));
        List<IncomingTrack> after = media.receive(new TrackDescription(
                MediaKind.VIDEO, "1", List.of(other), NAMES, List.of(), Map.of(), List.of("l", "h")));

        assertThat(after).doesNotContainAnyElementsOf(before);
        assertThat(before).allMatch(IncomingTrack::isEnded);
        send(98, 10, "", "", ""); // heard before, so it names its layer no more
        assertThat(taken).containsExactly("1l", "1l");
    }

    @Test
    void takesTheStreamThatTheNextOfferNamesAtOnce() {
        receive("1", 100L);
        receive("2", 200L);
        send(100);
        receive("1", 150L);
        send(150);

        assertThat(taken).containsExactly("1", "1");
    }

    @Test
    void waitsForSilenceBeforeItTakesAStreamNobodyAnnounced() {
        receive("1");
        receive("2");
        send(MEDIA, 100, "1", "", "");
        send(MEDIA, 150, "1", "", "");
        assertThat(taken).containsExactly("1");
        now += 1_000;
        send(150);
        assertThat(taken).containsExactly("1", "1");
    }

    @Test
    void forgetsTheOldestStreamOfAPublisherThatInventsThem() {
        receive("1");
        receive("2", 200L);
        for (int ssrc = 1_000; ssrc < 1_000 + StreamRouter.MOST_STREAMS; ssrc++) {
            send(MEDIA, ssrc, "1", "", "");
        }
        send(200);
        assertThat(media.unroutedPackets()).isEqualTo(1);
        send(MEDIA, 200, "2", "", "");
        send(200);
        assertThat(taken).endsWith("2", "2");
    }

    @Test
    void keepsSoundApartByItsPayloadType() {
        IncomingTrack sound = media.receive(new TrackDescription(MediaKind.AUDIO, "0", List.of(OPUS), NAMES, List.of()))
                .getFirst();
        receive("1");
        receive("2");
        send(111, 7, "", "", "");

        assertThat(sound.isSource(7)).isTrue();
    }

    @Test
    void countsWhatWasSentAndWhatArrivedSinceItWasLastAsked() {
        receive("1", 100L);
        receiveLayers("2");
        send(100);
        number += 3; // lost
        send(100);
        send(MEDIA, 10, "2", "l", "");
        send(MEDIA, 10, "2", "l", "");
        assertThat(media.takeUplink(MediaKind.VIDEO)).isEqualTo(new UplinkCount(7, 4));
        assertThat(media.takeUplink(MediaKind.VIDEO)).isEqualTo(new UplinkCount(0, 0));

        send(10);
        assertThat(media.takeUplink(MediaKind.AUDIO)).isEqualTo(new UplinkCount(0, 0));
        assertThat(media.takeUplink(MediaKind.VIDEO)).isEqualTo(new UplinkCount(1, 1));
    }

    @Test
    void countsOnWhenAStreamIsReplaced() {
        receive("1");
        receive("2");
        send(MEDIA, 100, "1", "", "");
        send(100);
        now += 1_000;
        send(MEDIA, 150, "1", "", "");

        assertThat(media.takeUplink(MediaKind.VIDEO)).isEqualTo(new UplinkCount(3, 3));
    }

    @Test
    void doesNothingWithoutATransport() {
        media.tick(now);

        assertThat(media.hasTransport()).isFalse();
        assertThat(media.incoming()).isEmpty();
        assertThat(media.outgoing()).isEmpty();
        assertThat(media.roundTripMillis()).isEqualTo(-1);
    }
}
