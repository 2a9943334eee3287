package dev.parley.server.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.container.Clip;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OfferedSectionsTest {

    private static final String FINGERPRINT = "ab".repeat(32);
    private static final Clip SOUND = ThinClips.audio(Duration.ofSeconds(1));
    private static final Clip PICTURE = ThinClips.video(640, 360, Duration.ofSeconds(1));
    private static final Clip THUMBNAIL = ThinClips.video(160, 90, Duration.ofSeconds(1));
    private static final Publication MICROPHONE = Publication.of(MediaSource.AUDIO, SOUND);
    private static final Publication CAMERA = Publication.of(MediaSource.MAIN, PICTURE);
    private static final Publication SCREEN = Publication.of(MediaSource.AUX, PICTURE);

    private final OfferedSections sections = new OfferedSections(new Random(1));

    private JsonNode offer() {
        return sections.offer(new IceCredentials("user", "password-of-22-letters"), FINGERPRINT);
    }

    private static SessionDescription description(JsonNode offer) {
        return SessionDescription.parse(offer.path("sdp").asString());
    }

    @Test
    void namesEverySectionItSendsInAndEverySlot() {
        sections.publish(List.of(MICROPHONE, CAMERA));
        sections.addSlots(1, false);
        sections.addSlots(2, true);

        JsonNode offer = offer();

        assertThat(offer.path("publish").toString())
                .isEqualTo("[{\"source\":\"audio\",\"mid\":\"0\",\"muted\":false},"
                        + "{\"source\":\"main\",\"mid\":\"1\",\"muted\":false}]");
        assertThat(offer.path("receive").toString()).isEqualTo("[{\"mid\":\"2\"},{\"mid\":\"3\"},{\"mid\":\"4\"}]");
        SessionDescription description = description(offer);
        assertThat(description.sections().stream().map(MediaSection::media))
                .containsExactly("audio", "video", "audio", "video", "video");
        assertThat(description.bundles()).containsExactly(List.of("0", "1", "2", "3", "4"));
        assertThat(description.sections().stream().map(description::directionOf))
                .containsExactly(
                        MediaDirection.SENDONLY,
                        MediaDirection.SENDONLY,
                        MediaDirection.RECVONLY,
                        MediaDirection.RECVONLY,
                        MediaDirection.RECVONLY);
    }

    @Test
    void tellsTheSourceOfWhatItSends() {
        sections.publish(List.of(CAMERA));

        long ssrc = sections.senders().keySet().iterator().next().ssrc();

        assertThat(description(offer()).sections().getFirst().ssrcs()).containsExactly(ssrc);
    }

    @Test
    void offersTwoSizesAsSimulcast() {
        sections.publish(List.of(Publication.dual(PICTURE, THUMBNAIL)));

        JsonNode offer = offer();

        MediaSection section = description(offer).sections().getFirst();
        assertThat(section.attribute("simulcast")).contains("send h;l");
        assertThat(section.attributes("rid")).containsExactly("h send", "l send");
        assertThat(offer.at("/publish/0/small").asString()).isEqualTo("l");
        assertThat(sections.senders()).hasSize(2);
    }

    @Test
    void keepsThePlaceOfWhatGoesOnAndFillsFreeOnes() {
        sections.publish(List.of(MICROPHONE, CAMERA));
        List<ClipSender> before = List.copyOf(sections.senders().keySet());

        sections.publish(List.of(MICROPHONE));
        SessionDescription less = description(offer());
        sections.publish(List.of(MICROPHONE, SCREEN));
        JsonNode again = offer();

        assertThat(less.sections()).hasSize(2);
        assertThat(less.directionOf(less.sections().get(1))).isEqualTo(MediaDirection.INACTIVE);
        assertThat(again.at("/publish/1/source").asString()).isEqualTo("aux");
        assertThat(again.at("/publish/1/mid").asString()).isEqualTo("1");
        assertThat(sections.senders().keySet()).contains(before.getFirst()).doesNotContain(before.getLast());
    }

    @Test
    void offersWhatWasRefusedNoMore() {
        sections.publish(List.of(MICROPHONE, SCREEN));

        sections.withdraw(MediaSource.AUX);

        JsonNode offer = offer();
        assertThat(offer.path("publish")).hasSize(1);
        assertThat(offer.at("/publish/0/source").asString()).isEqualTo("audio");
        assertThat(sections.senders()).hasSize(1);
    }

    @Test
    void saysWhatIsMuted() {
        sections.publish(List.of(MICROPHONE, CAMERA));
        List<ClipSender> before = List.copyOf(sections.senders().keySet());

        sections.mute(MediaSource.MAIN, true);

        assertThat(offer().at("/publish/1/muted").asBoolean()).isTrue();
        assertThat(sections.senders()).containsEntry(before.getFirst(), false).containsEntry(before.getLast(), true);
    }

    @Test
    void hasNoMoreSectionsThanTheServerTakes() {
        sections.addSlots(OfferedSections.MOST_SECTIONS, false);

        assertThatThrownBy(() -> sections.addSlots(1, false)).isInstanceOf(IllegalStateException.class);
    }
}
