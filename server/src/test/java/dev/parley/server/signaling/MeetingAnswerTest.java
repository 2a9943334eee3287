package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.MediaKind;
import dev.parley.server.rooms.Rooms.OutgoingTrack;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers to participants, who negotiate more than once. */
final class MeetingAnswerTest {

    private static final LocalPeer LOCAL = new LocalPeer(
            "Zx81",
            "q1w2e3r4t5y6u7i8o9p0asdf",
            "0a".repeat(32),
            List.of(new InetSocketAddress("198.51.100.7", 40_000)),
            List.of());

    private static final List<OutgoingTrack> SLOTS = List.of(
            new OutgoingTrack(MediaKind.VIDEO, "8", 80, 81, "cn", "c"),
            new OutgoingTrack(MediaKind.AUDIO, "3", 30, -1, "cn", "a"),
            new OutgoingTrack(MediaKind.VIDEO, "4", 40, 41, "cn", "a"),
            new OutgoingTrack(MediaKind.AUDIO, "5", 50, -1, "cn", "b"),
            new OutgoingTrack(MediaKind.VIDEO, "6", 60, 61, "cn", "a"),
            new OutgoingTrack(MediaKind.AUDIO, "7", 70, -1, "cn", "c"));

    private static SessionDescription answer(Set<String> published, long version, Set<String> refused) {
        Negotiated negotiated = MeetingNegotiation.negotiate(Offers.parse(Offers.CHROMIUM_MEETING), published);
        return Offers.parse(AnswerWriter.write(negotiated, LOCAL, SLOTS, 7, version, refused));
    }

    private static SessionDescription answer() {
        return answer(Set.of("0", "1", "2"), 1, Set.of());
    }

    @Test
    void acceptsBothLayersByName() {
        MediaSection camera = answer().sections().get(1);

        assertThat(camera.attributes("rid")).containsExactly("l recv", "h recv");
        assertThat(camera.attributes("simulcast")).containsExactly("recv l;h");
        assertThat(camera.direction()).contains(MediaDirection.RECVONLY);
        assertThat(camera.extensionMaps())
                .extracting(extension -> extension.uri().substring("urn:ietf:params:rtp-hdrext:".length()))
                .contains("sdes:mid", "sdes:rtp-stream-id", "sdes:repaired-rtp-stream-id");
    }

    @Test
    void givesEachSlotItsOwnStreamWhateverTheirOrder() {
        List<MediaSection> sections = answer().sections();

        assertThat(sections.get(3).ssrcs()).containsExactly(30L);
        assertThat(sections.get(4).ssrcs()).containsExactly(40L, 41L);
        assertThat(sections.get(5).ssrcs()).containsExactly(50L);
        assertThat(sections.get(6).ssrcs()).containsExactly(60L, 61L);
        assertThat(sections.get(8).ssrcs()).containsExactly(80L, 81L);
    }

    @Test
    void joinsTheSlotsOfAGroupInOneStreamUnderNamesOfTheirOwn() {
        List<MediaSection> sections = answer().sections();

        assertThat(sections.get(3).msids()).containsExactly("a a-audio");
        assertThat(sections.get(4).msids()).containsExactly("a a-video-4");
        assertThat(sections.get(6).msids()).containsExactly("a a-video-6");
        assertThat(sections.get(8).msids()).containsExactly("c c-video");
    }

    @Test
    void answersInactiveWhatTheRoomRefused() {
        SessionDescription answer = answer(Set.of("0", "1", "2"), 1, Set.of("1", "2"));

        assertThat(answer.sections())
                .extracting(section -> section.direction().orElseThrow())
                .startsWith(MediaDirection.RECVONLY, MediaDirection.INACTIVE, MediaDirection.INACTIVE);
        assertThat(answer.sections().get(1).hasAttribute("simulcast")).isFalse();
        assertThat(answer.bundles().getFirst()).hasSize(9);
    }

    @Test
    void countsItsAnswersAndRepeatsTheCandidatesInEach() {
        SessionDescription first = answer();
        SessionDescription second = answer(Set.of("0"), 2, Set.of());

        assertThat(origin(first)).startsWith("- 7 1 IN IP4");
        assertThat(origin(second)).startsWith("- 7 2 IN IP4");
        assertThat(second.sections().getFirst().candidates()).hasSize(1);
        assertThat(second.sections().stream().skip(1))
                .allMatch(section -> section.candidates().isEmpty());
    }

    private static String origin(SessionDescription answer) {
        return answer.lines().stream()
                .filter(line -> line.type() == 'o')
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void keepsTheOrderOfTheSections() {
        assertThat(answer().sections())
                .extracting(section -> section.mid().orElseThrow())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
    }
}
