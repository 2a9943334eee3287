package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.Codec;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeetingNegotiationTest {

    private static final Set<String> ALL = Set.of("0", "1", "2");

    private static Negotiated negotiate(String offer, Set<String> publishMids) {
        return MeetingNegotiation.negotiate(Offers.parse(offer), publishMids);
    }

    private static TrackDescription published(Negotiated negotiated, String mid) {
        return negotiated.published().stream()
                .filter(track -> track.mid().equals(mid))
                .findFirst()
                .orElseThrow();
    }

    private static List<MediaDirection> directions(Negotiated negotiated) {
        return negotiated.accepted().map(Negotiated.Accepted::direction).toList();
    }

    @Test
    void takesThreePublicationsInOneFormatEach() {
        Negotiated negotiated = negotiate(Offers.CHROMIUM_MEETING, ALL);

        assertThat(negotiated.bundle()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(negotiated.published())
                .extracting(TrackDescription::mid, track -> names(track.codecs()), TrackDescription::rids)
                .containsExactly(
                        tuple("0", List.of("opus"), List.of()),
                        tuple("1", List.of("H264"), List.of("l", "h")),
                        tuple("2", List.of("H264"), List.of()));
        TrackDescription camera = published(negotiated, "1");
        assertThat(camera.ssrcs()).isEmpty();
        assertThat(camera.extensions().mid()).isPositive();
        assertThat(camera.extensions().rid()).isPositive();
        assertThat(camera.extensions().repairedRid()).isPositive();
        TrackDescription screen = published(negotiated, "2");
        assertThat(screen.ssrcs()).hasSize(1);
        assertThat(screen.repairs().values()).containsExactlyElementsOf(screen.ssrcs());
        assertThat(screen.repairs().keySet()).doesNotContainAnyElementsOf(screen.ssrcs());
    }

    private static List<String> names(List<Codec> codecs) {
        return codecs.stream().map(Codec::name).toList();
    }

    @Test
    void givesSlotsEveryFormatThatSomebodyCouldPublishIn() {
        List<TrackDescription> slots = negotiate(Offers.CHROMIUM_MEETING, ALL).slots();

        assertThat(slots).extracting(TrackDescription::mid).containsExactly("3", "4", "5", "6", "7", "8");
        assertThat(names(slots.get(0).codecs())).containsExactly("opus");
        assertThat(slots.get(1).codecs())
                .extracting(Codec::name, Codec::hasRtx)
                .containsExactly(tuple("H264", true), tuple("VP8", true), tuple("VP9", true), tuple("AV1", true));
    }

    @Test
    void keepsSectionsThatAreNotPublishedInTheirPlace() {
        Negotiated negotiated = negotiate(Offers.CHROMIUM_MEETING, Set.of("0"));

        assertThat(directions(negotiated))
                .startsWith(MediaDirection.RECVONLY, MediaDirection.INACTIVE, MediaDirection.INACTIVE)
                .hasSize(9);
        assertThat(negotiated.bundle()).hasSize(9);
        assertThat(negotiated.published()).hasSize(1);
    }

    @Test
    void takesASectionThatAlsoReceives() {
        String offer = Offers.CHROMIUM_MEETING.replace("a=sendonly", "a=sendrecv");

        assertThat(directions(negotiate(offer, Set.of("0", "1"))))
                .startsWith(MediaDirection.RECVONLY, MediaDirection.RECVONLY, MediaDirection.INACTIVE);
    }

    @Test
    void leavesStoppedSectionsRejectedAndTheTransportInTheNext() {
        String stopped = section(Offers.CHROMIUM_MEETING, 0)
                .replace("m=audio 9", "m=audio 0")
                .replace("a=sendonly", "a=inactive");
        String offer = Offers.CHROMIUM_MEETING
                .replace(section(Offers.CHROMIUM_MEETING, 0), stopped)
                .replace("BUNDLE 0 1", "BUNDLE 1");
        Negotiated negotiated = negotiate(offer, Set.of("1"));

        assertThat(negotiated.sections().getFirst())
                .isEqualTo(new Negotiated.Rejected("audio", "UDP/TLS/RTP/SAVPF", "111", "0"));
        assertThat(negotiated.bundle()).startsWith("1", "2").hasSize(8);
    }

    private static String section(String offer, int index) {
        return "m=" + offer.split("(?m)^m=")[index + 1];
    }

    @Test
    void answersInactiveSectionsInactive() {
        String offer = Offers.CHROMIUM_MEETING.replace("a=recvonly", "a=inactive");

        Negotiated negotiated = negotiate(offer, ALL);
        assertThat(negotiated.slots()).isEmpty();
        assertThat(directions(negotiated)).endsWith(MediaDirection.INACTIVE, MediaDirection.INACTIVE);
    }

    @Test
    void rejectsTheDataChannel() {
        String offer = Offers.CHROMIUM_MEETING.replace("BUNDLE 0", "BUNDLE 0 data")
                + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:data\r\n";
        Negotiated negotiated = negotiate(offer, ALL);

        assertThat(negotiated.sections().getLast()).isInstanceOf(Negotiated.Rejected.class);
        assertThat(negotiated.bundle()).doesNotContain("data").hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send l;h | l h",
                "recv x send l;h | l h",
                "send h;l recv x | h l",
                "send l,h;h | l h",
                "send ~l;~h | l h",
                "send l | ''",
                "send l;q | ''",
                "recv l;h | ''",
                "send | ''",
                "send rid=l;h | ''"
            })
    void readsTheLayersOfSimulcast(String simulcast, String layers) {
        String offer = Offers.CHROMIUM_MEETING.replace("a=simulcast:send l;h", "a=simulcast:" + simulcast);

        assertThat(String.join(" ", published(negotiate(offer, ALL), "1").rids()))
                .isEqualTo(layers);
    }

    @Test
    void takesTheFirstThreeLayers() {
        assertThat(published(negotiate(Offers.CHROMIUM_SIMULCAST, Set.of("1")), "1")
                        .rids())
                .containsExactly("q", "h", "f");
        String four = Offers.CHROMIUM_SIMULCAST.replace("send q;h;f", "send q;h;f;x") + "a=rid:x send\r\n";
        assertThat(published(negotiate(four, Set.of("1")), "1").rids()).containsExactly("q", "h", "f");
    }

    @Test
    void takesNoSimulcastWhosePacketsCannotNameTheirLayer() {
        String offer = Offers.CHROMIUM_MEETING.replace("sdes:rtp-stream-id", "sdes:something-else");

        assertThat(published(negotiate(offer, ALL), "1").rids()).isEmpty();
    }

    @Test
    void takesAsManySectionsAsThereAreTilesAndNoMore() {
        assertThat(negotiate(wall(MeetingNegotiation.MAX_SECTIONS), Set.of()).slots())
                .hasSize(MeetingNegotiation.MAX_SECTIONS);
        assertThatThrownBy(() -> MeetingNegotiation.negotiate(overfull(), Set.of()))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining("at most 160");
    }

    private static SessionDescription overfull() {
        SessionDescription full = Offers.parse(wall(MeetingNegotiation.MAX_SECTIONS));
        List<MediaSection> sections = new ArrayList<>(full.sections());
        sections.add(full.sections().getFirst());
        return new SessionDescription(full.lines(), sections);
    }

    private static String wall(int tiles) {
        String slot = section(Offers.CHROMIUM_MEETING, 3);
        List<String> mids =
                IntStream.range(0, tiles).mapToObj(index -> "t" + index).toList();
        StringBuilder offer = new StringBuilder(Offers.CHROMIUM_MEETING.split("(?m)^m=")[0].replaceAll(
                "BUNDLE .*", "BUNDLE " + String.join(" ", mids)));
        mids.forEach(mid -> offer.append(slot.replace("a=mid:3", "a=mid:" + mid)));
        return offer.toString();
    }

    @ParameterizedTest
    @CsvSource({"9", "3", "nothing"})
    void refusesToPublishWhatDoesNotSend(String mid) {
        assertThatThrownBy(() -> negotiate(Offers.CHROMIUM_MEETING, Set.of("0", mid)))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining("a=mid:" + mid);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=group:BUNDLE 0 1 2 3 4 5 6 7 8 | a=group:BUNDLE 0 1 2 3 4 5 6 7 | put all sections",
                "a=rtcp-mux | a=other | needs a=rtcp-mux",
                "opus/48000/2 | opus/8000 | opus/48000/2",
                "a=mid:8 | a=no-mid:8 | BUNDLE",
                "a=mid:8 | a=mid:7 | same a=mid"
            })
    void saysWhatToOfferInstead(String offered, String changed, String advice) {
        String offer = Offers.CHROMIUM_MEETING.replace(offered, changed);

        assertThatThrownBy(() -> negotiate(offer, ALL))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining(advice);
    }
}
