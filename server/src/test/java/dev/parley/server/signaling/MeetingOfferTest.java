package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.session.MediaKind;
import dev.parley.server.rooms.MediaAnswer;
import dev.parley.server.rooms.MediaOffer;
import dev.parley.server.rooms.Refusal;
import dev.parley.server.rooms.Rooms.OutgoingTrack;
import dev.parley.server.rooms.StreamType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a participant's offer means, and what it is answered (docs/signalling.md, Media). */
class MeetingOfferTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The recorded offer with {@code publish} and {@code receive} as given, in single quotes. */
    private static ClientFrame frame(String publish, String receive) {
        ObjectNode offer = JSON.createObjectNode().put("sdp", Offers.CHROMIUM_MEETING);
        String text = offer.toString();
        String members = ",'publish':" + publish + ",'receive':" + receive + "}";
        return ClientFrame.parse(text.substring(0, text.length() - 1) + members.replace('\'', '"'));
    }

    private static MeetingOffer read(String publish, String receive) {
        return MeetingOffer.read(frame(publish, receive));
    }

    private static BadFrameException complaint(String publish, String receive) {
        return Objects.requireNonNull(catchThrowableOfType(BadFrameException.class, () -> read(publish, receive)));
    }

    @Test
    void namesWhatIsPublishedAndEverySlot() {
        MediaOffer media = read(
                        "[{'source':'audio','mid':'0','muted':true},{'source':'main','mid':'1','small':'l'},"
                                + "{'source':'aux','mid':'2'}]",
                        "[{'mid':'3','group':'a'},{'mid':'4','group':'a'}]")
                .media();

        assertThat(media.publish())
                .extracting(one -> tuple(one.type(), one.track().mid(), one.muted(), one.smallRid()))
                .containsExactly(
                        tuple(StreamType.AUDIO, "0", true, ""),
                        tuple(StreamType.MAIN, "1", false, "l"),
                        tuple(StreamType.AUX, "2", false, ""));
        assertThat(media.slots())
                .extracting(slot -> tuple(slot.track().mid(), slot.track().kind(), slot.group()))
                .containsExactly(
                        tuple("3", MediaKind.AUDIO, "a"),
                        tuple("4", MediaKind.VIDEO, "a"),
                        tuple("5", MediaKind.AUDIO, ""),
                        tuple("6", MediaKind.VIDEO, ""),
                        tuple("7", MediaKind.AUDIO, ""),
                        tuple("8", MediaKind.VIDEO, ""));
    }

    @Test
    void aSectionThatSendsUnnamedIsNotPublished() {
        assertThat(read("[{'source':'audio','mid':'0'}]", "[]").media().publish())
                .extracting(MediaOffer.Publishing::type)
                .containsExactly(StreamType.AUDIO);
        assertThat(read("null", "null").media().publish()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithWhatIsToBePublished() {
        assertThat(complaint("[{'source':'main','mid':'0'}]", "[]")).hasMessageContaining("section 0");
        assertThat(complaint("[{'source':'audio','mid':'3'}]", "[]")).hasMessageContaining("3");
        assertThat(complaint("[{'source':'audio','mid':'99'}]", "[]")).hasMessageContaining("99");
        assertThat(complaint("[{'source':'main','mid':'1'},{'source':'main','mid':'2'}]", "[]"))
                .hasMessageContaining("main is in publish twice");
        assertThat(complaint("[{'source':'main','mid':'1','small':'x'}]", "[]")).hasMessageContaining("no layer x");
        assertThat(complaint("[{'source':'camera','mid':'1'}]", "[]")).hasMessageContaining("audio, main, aux");
        assertThat(complaint("[{'source':'main'}]", "[]")).hasMessageContaining("mid is missing");
        assertThat(complaint("[{'source':'main','mid':'0'}]", "[]").code()).isEqualTo(-102023);
    }

    @Test
    void oneSectionCarriesOneSource() {
        assertThat(complaint("[{'source':'main','mid':'1'},{'source':'aux','mid':'1'}]", "[]"))
                .hasMessageContaining("section 1");
    }

    @Test
    void groupsAreShortNames() {
        assertThat(complaint("[]", "[{'mid':'3','group':'a b'}]")).hasMessageContaining("group");
        assertThat(complaint("[]", "[{'mid':'3','group':'" + "a".repeat(33) + "'}]"))
                .hasMessageContaining("32");
        assertThat(read("[]", "[{'mid':'3','group':'" + "a".repeat(32) + "'}]")
                        .media()
                        .slots()
                        .getFirst()
                        .group())
                .hasSize(32);
    }

    @Test
    void anOfferThatIsNoSdpIsRefused() {
        BadFrameException complaint = Objects.requireNonNull(catchThrowableOfType(
                BadFrameException.class, () -> MeetingOffer.read(ClientFrame.parse("{\"sdp\":\"v=1\"}"))));

        assertThat(complaint.code()).isEqualTo(-102023);
        assertThat(complaint).hasMessageContaining("the offer cannot be answered");
    }

    @Test
    void theAnswerSaysWhatIsRefusedAndLeavesItsSectionInactive() {
        MeetingOffer offer = read("[{'source':'audio','mid':'0'},{'source':'aux','mid':'2'}]", "[]");
        List<OutgoingTrack> outgoing = offer.media().slots().stream()
                .map(slot -> new OutgoingTrack(
                        slot.track().kind(),
                        slot.track().mid(),
                        100 + Long.parseLong(slot.track().mid()),
                        -1,
                        "cname",
                        "stream"))
                .toList();
        Refusal refusal = new Refusal(-102016, "another user shares a screen here");

        ObjectNode answer =
                offer.answer(new MediaAnswer(FakeRooms.LOCAL, outgoing, Map.of(StreamType.AUX, refusal)), 7, 1);

        assertThat(answer.get("refused").toString())
                .isEqualTo("[{\"source\":\"aux\",\"code\":-102016,\"message\":\"another user shares a screen here\"}]");
        assertThat(Offers.parse(answer.get("sdp").stringValue()).sections())
                .extracting(section -> section.direction().orElseThrow())
                .startsWith(MediaDirection.RECVONLY, MediaDirection.INACTIVE, MediaDirection.INACTIVE);
    }
}
