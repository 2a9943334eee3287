package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.Rooms.PublishedVideo;
import dev.parley.server.rooms.Rooms.Publisher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OfferNegotiationTest {

    private static final Publisher VP8_PUBLISHER = new Publisher("p", "opus", new PublishedVideo("VP8", ""));

    @Test
    void answersChromiumWithConstrainedBaselineAndItsOwnPayloadTypes() {
        Negotiated negotiated = publish(Offers.CHROMIUM_PUBLISH);

        assertThat(negotiated.remote())
                .isEqualTo(new RemotePeer(
                        "GXUu",
                        "XYlHNl1WoDEopR20va/lzQKQ",
                        "daa0d1ef7a178024f8ea89d5aee5c1fcc27e5d4376a6fb38d13775e8f8559ba0",
                        DtlsRole.SERVER));
        assertThat(negotiated.bundle()).containsExactly("0", "1");
        assertThat(negotiated.tracks())
                .containsExactly(
                        new TrackDescription(
                                MediaKind.AUDIO,
                                "0",
                                List.of(new Codec(
                                        "opus",
                                        111,
                                        48_000,
                                        2,
                                        "minptime=10;useinbandfec=1",
                                        -1,
                                        Set.of("transport-cc"))),
                                new HeaderExtensions(4, 0, 0, 3, 1),
                                List.of(2_111_994_517L)),
                        new TrackDescription(
                                MediaKind.VIDEO,
                                "1",
                                List.of(new Codec(
                                        "H264",
                                        108,
                                        90_000,
                                        1,
                                        "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
                                        109,
                                        Set.of("nack", "nack pli", "ccm fir", "transport-cc", "goog-remb"))),
                                new HeaderExtensions(4, 10, 11, 3, 0),
                                List.of(1_000_342_441L),
                                Map.of(1_665_031_716L, 1_000_342_441L),
                                List.of()));
    }

    @Test
    void fallsBackToVp8WhenThereIsNoUsableH264() {
        String offer = Offers.CHROMIUM_PUBLISH.replace("packetization-mode=1", "packetization-mode=0");

        assertThat(video(publish(offer)).codecs())
                .extracting(Codec::name, Codec::payloadType, Codec::rtxPayloadType, Codec::formatParameters)
                .containsExactly(tuple("VP8", 96, 97, ""));
    }

    @Test
    void takesVp9AndAv1FromPublishersThatPreferThem() {
        Codec vp9 = video(publish(preferring("98 99"))).codecs().getFirst();
        assertThat(vp9.name()).isEqualTo("VP9");
        assertThat(vp9.payloadType()).isEqualTo(98);
        assertThat(vp9.rtxPayloadType()).isEqualTo(99);
        assertThat(vp9.formatParameters()).isEqualTo("profile-id=0");

        String described = "a=extmap:12 " + OfferedStreams.DEPENDENCY_DESCRIPTOR + "\r\na=rtpmap:96 VP8";
        String offer = preferring("118 119 45 46").replace("a=rtpmap:96 VP8", described);
        TrackDescription av1 = video(publish(offer));
        assertThat(av1.codecs().getFirst().name()).isEqualTo("AV1");
        assertThat(av1.codecs().getFirst().formatParameters()).isEqualTo("level-idx=5;profile=0;tier=0");
        assertThat(av1.extensions().dependencyDescriptor()).isEqualTo(12);
        assertThat(video(publish(preferring("102 103"))).codecs())
                .extracting(Codec::name)
                .containsExactly("H264");
        assertThat(video(publish(preferring("100 101"))).codecs())
                .extracting(Codec::payloadType)
                .as("profile 2 is preferred, profile 0 is taken")
                .containsExactly(98);
    }

    /** These payload types come first in the video section. */
    private static String preferring(String payloadTypes) {
        return Offers.CHROMIUM_PUBLISH.replace(
                "m=video 9 UDP/TLS/RTP/SAVPF 96 97", "m=video 9 UDP/TLS/RTP/SAVPF " + payloadTypes + " 96 97");
    }

    @Test
    void takesVp9WhenThereIsNothingBetter() {
        String offer =
                Offers.CHROMIUM_PUBLISH.replace("H264/90000", "H265/90000").replace("VP8/90000", "H265/90000");
        assertThat(video(publish(offer)).codecs()).extracting(Codec::name).containsExactly("VP9");
    }

    @Test
    void takesRedundantSoundFromPublishersThatPreferIt() {
        String offer = Offers.CHROMIUM_PUBLISH.replace("SAVPF 111 63", "SAVPF 63 111");
        Codec red = publish(offer).tracks().getFirst().codecs().getFirst();
        assertThat(red.name()).isEqualTo("opus");
        assertThat(red.payloadType()).isEqualTo(111);
        assertThat(red.redPayloadType()).isEqualTo(63);
    }

    @Test
    void takesThreeLayersOfSimulcast() {
        TrackDescription video = video(publish(Offers.CHROMIUM_SIMULCAST));
        assertThat(video.rids()).containsExactly("q", "h", "f");
        assertThat(video.extensions().rid()).isEqualTo(10);
        assertThat(video.extensions().transportSequence()).isEqualTo(3);
    }

    @Test
    void asksForNoFeedbackOnNumbersThatPacketsCannotCarry() {
        String offer = Offers.CHROMIUM_PUBLISH.replace("rmcat-transport-wide-cc", "something-else");
        assertThat(video(publish(offer)).codecs().getFirst().feedback()).doesNotContain("transport-cc");
        assertThat(video(publish(offer)).extensions().transportSequence()).isZero();
    }

    @Test
    void givesPlayersTheCodecThatIsPublished() {
        Publisher av1 = new Publisher("p", "opus", new PublishedVideo("AV1", "profile=0"));
        List<TrackDescription> tracks =
                OfferNegotiation.play(Offers.parse(Offers.CHROMIUM_PLAY), av1).tracks();
        assertThat(tracks).extracting(track -> track.codecs().getFirst().name()).containsExactly("opus", "AV1");
        assertThat(tracks.getFirst().codecs().getFirst().redPayloadType()).isEqualTo(63);
        assertThat(tracks.getLast().extensions().dependencyDescriptor()).isZero();
        assertThat(tracks.getLast().extensions().transportSequence()).isPositive();
    }

    @Test
    void answersObsInStereoWithoutRetransmissions() {
        Negotiated negotiated = publish(Offers.OBS);

        Codec audio = negotiated.tracks().getFirst().codecs().getFirst();
        Codec video = video(negotiated).codecs().getFirst();
        assertThat(audio.formatParameters()).isEqualTo("minptime=10;useinbandfec=1;stereo=1");
        assertThat(video.payloadType()).isEqualTo(96);
        assertThat(video.hasRtx()).isFalse();
        assertThat(video.feedback()).containsExactly("goog-remb", "nack", "nack pli");
        assertThat(video(negotiated).extensions()).isEqualTo(HeaderExtensions.NONE);
        assertThat(negotiated.remote().fingerprint()).startsWith("a1b2c3d4").hasSize(64);
    }

    @Test
    void becomesTheDtlsClientOfFfmpeg() {
        assertThat(publish(Offers.FFMPEG).remote().localRole()).isEqualTo(DtlsRole.CLIENT);
        assertThat(publish(Offers.FFMPEG.replace("setup:passive", "setup:active"))
                        .remote()
                        .localRole())
                .isEqualTo(DtlsRole.SERVER);
    }

    @Test
    void keepsTheOrderOfGstreamersSectionsAndTakesItsBundleOnlyOne() {
        Negotiated negotiated = publish(Offers.GSTREAMER);

        assertThat(negotiated.tracks())
                .extracting(TrackDescription::kind, TrackDescription::mid)
                .containsExactly(tuple(MediaKind.VIDEO, "video0"), tuple(MediaKind.AUDIO, "audio1"));
        assertThat(negotiated.tracks().getFirst().ssrcs()).containsExactly(1_188_426_133L);
        assertThat(video(negotiated).codecs().getFirst().rtxPayloadType()).isEqualTo(97);
        assertThat(video(negotiated).codecs().getFirst().formatParameters()).endsWith("profile-level-id=42c01f");
    }

    @Test
    void rejectsADataChannelAlone() {
        Negotiated negotiated = publish(Offers.CHROMIUM_SIMULCAST);

        assertThat(negotiated.sections().getLast())
                .isEqualTo(new Negotiated.Rejected("application", "UDP/DTLS/SCTP", "webrtc-datachannel", "2"));
        assertThat(negotiated.bundle()).containsExactly("0", "1");
        assertThat(negotiated.tracks()).hasSize(2);
    }

    @Test
    void readsTheTransportOfTheSectionThatTheBundleNamesFirst() {
        String swapped =
                Offers.OBS.replace("BUNDLE 0 1", "BUNDLE 1 0").replaceFirst("ice-ufrag:Zq5d", "ice-ufrag:aaaa");

        assertThat(publish(swapped).remote().iceUfrag()).isEqualTo("Zq5d");
        assertThat(publish(swapped).bundle()).containsExactly("1", "0");
    }

    @Test
    void answersASingleSectionWithoutGroupAndMid() {
        String audioOnly = Offers.FFMPEG
                .substring(0, Offers.FFMPEG.indexOf("m=video"))
                .replace("a=group:BUNDLE 0 1\r\n", "")
                .replace("a=mid:0\r\n", "");

        Negotiated negotiated = publish(audioOnly);

        assertThat(negotiated.bundle()).isEmpty();
        assertThat(negotiated.tracks()).extracting(TrackDescription::mid).containsExactly("");
    }

    @Test
    void leavesExtensionsAloneThatDoNotFitOneByteHeaders() {
        String offer = Offers.CHROMIUM_PUBLISH
                .replace("extmap:4 urn", "extmap:15 urn")
                .replace("extmap:10 urn", "extmap:10/recvonly urn");

        assertThat(video(publish(offer)).extensions()).isEqualTo(new HeaderExtensions(0, 0, 11, 3, 0));
    }

    @Test
    void aDisabledSectionStaysDisabled() {
        Negotiated negotiated = publish(Offers.OBS.replace("m=video 9", "m=video 0"));

        assertThat(negotiated.tracks()).extracting(TrackDescription::kind).containsExactly(MediaKind.AUDIO);
        assertThat(negotiated.sections().getLast())
                .isEqualTo(new Negotiated.Rejected("video", "UDP/TLS/RTP/SAVPF", "96", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a=sendonly; a=recvonly; to publish, offer a=sendonly",
                "a=sendonly; a=inactive; to publish, offer a=sendonly",
                "a=group:BUNDLE 0 1; a=x; Offer a=group:BUNDLE",
                "a=group:BUNDLE 0 1; a=group:BUNDLE 0; not in a=group:BUNDLE",
                "a=group:LS 0 1; a=group:BUNDLE 1; one a=group:BUNDLE",
                "a=rtcp-mux; a=x; needs a=rtcp-mux",
                "opus/48000/2; opus/48000; offer opus/48000/2",
                "H264/90000; H265/90000; offer H264",
                "packetization-mode=1; packetization-mode=0; offer H264",
                "profile-level-id=42e01f; profile-level-id=f4001f; offer H264",
                "a=setup:actpass; a=setup:holdconn; offer actpass, active or passive",
                "sha-256 A1; sha-1 A1; a=fingerprint:sha-256",
                "A1:B2:; A1:; a=fingerprint:sha-256",
                "a=ice-ufrag:Zq5d; a=ice-ufrag:Zq5; needs a=ice-ufrag",
                "a=ice-pwd:2YwV8kS3nB7xGm4pQe1RtC; a=x; needs a=ice-pwd",
                "a=msid:kJ2sQw9xTn4bHv6Y kJ2sQw9xTn4bHv6Y-audio; a=msid:other x; one MediaStream",
                "m=video 9; m=audio 9; at most one audio section",
                "m=video 9; m=text 9; no use for media text",
                "m=audio 9 UDP/TLS/RTP/SAVPF; m=audio 9 RTP/AVP; UDP/TLS/RTP/SAVPF",
                "a=mid:1; a=mid:0; same a=mid",
                "s=-; s=-|a=ice-lite; a full ICE agent",
            })
    void refusesOffersItCannotAnswerAsAWhole(String part, String replacement, String advice) {
        assertThat(Offers.OBS).contains(part);
        String offer = Offers.OBS.replace(part, replacement.replace("|", "\r\n"));

        assertThatThrownBy(() -> publish(offer))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void refusesOffersWithoutMedia() {
        String session = Offers.OBS.substring(0, Offers.OBS.indexOf("m="));

        assertThatThrownBy(() -> publish(session))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining("Offer an audio or a video section");
    }

    @Test
    void refusesMoreSectionsThanItWouldAnswer() {
        String offer = Offers.OBS + "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n".repeat(OfferNegotiation.MAX_SECTIONS);

        assertThatThrownBy(() -> publish(offer))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining("at most 8 media sections");
    }

    @ParameterizedTest
    @CsvSource({
        "42e01f, 108", // the same profile
        "42c02a, 108", // constrained baseline, written differently
        "42001f, 102",
        "4d0028, 116",
        "4d401f, 116",
        "640c1f, 116", // not offered: the nearest below
        "640028, 116",
    })
    void playsTheH264ProfileNearestToThePublishers(String profile, int payloadType) {
        Publisher publisher = new Publisher(
                "p", "opus", new PublishedVideo("H264", "packetization-mode=1;profile-level-id=" + profile));

        Negotiated negotiated = OfferNegotiation.play(Offers.parse(Offers.CHROMIUM_PLAY), publisher);

        assertThat(video(negotiated).codecs()).singleElement().satisfies(codec -> assertThat(codec.payloadType())
                .isEqualTo(payloadType));
    }

    @Test
    void playsOnlyThePublishersCodec() {
        Negotiated negotiated = OfferNegotiation.play(Offers.parse(Offers.CHROMIUM_PLAY), VP8_PUBLISHER);

        assertThat(video(negotiated).codecs()).extracting(Codec::name).containsExactly("VP8");
        assertThat(negotiated.accepted().map(Negotiated.Accepted::direction))
                .containsExactly(MediaDirection.SENDONLY, MediaDirection.SENDONLY);
    }

    @Test
    void refusesAPlayerWithoutThePublishersCodec() {
        String offer = Offers.CHROMIUM_PLAY.replace("VP8/90000", "VP7/90000");

        assertThatThrownBy(() -> OfferNegotiation.play(Offers.parse(offer), VP8_PUBLISHER))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining("The publisher sends VP8");
    }

    @Test
    void refusesAPlayerThatOnlySends() {
        assertThatThrownBy(() -> OfferNegotiation.play(Offers.parse(Offers.CHROMIUM_PUBLISH), VP8_PUBLISHER))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining("to play, offer a=recvonly");
    }

    @Test
    void answersTheKindThePublisherLacksAsInactive() {
        Publisher audioOnly = new Publisher("p", "opus", null);

        Negotiated negotiated = OfferNegotiation.play(Offers.parse(Offers.CHROMIUM_PLAY), audioOnly);

        assertThat(negotiated.tracks()).extracting(TrackDescription::kind).containsExactly(MediaKind.AUDIO);
        assertThat(negotiated.accepted().map(Negotiated.Accepted::direction))
                .containsExactly(MediaDirection.SENDONLY, MediaDirection.INACTIVE);
        assertThat(negotiated.bundle()).containsExactly("0", "1");
    }

    @Test
    void refusesAPlayerThatWantsOnlyWhatThePublisherLacks() {
        String play = Offers.CHROMIUM_PLAY;
        String videoOnly = play.substring(0, play.indexOf("m=audio")).replace("BUNDLE 0 1", "BUNDLE 1")
                + play.substring(play.indexOf("m=video"));

        assertThatThrownBy(() -> OfferNegotiation.play(Offers.parse(videoOnly), new Publisher("p", "opus", null)))
                .isInstanceOf(UnacceptableOfferException.class)
                .hasMessageContaining("None of the offered sections can be played");
    }

    private static Negotiated publish(String offer) {
        return OfferNegotiation.publish(Offers.parse(offer));
    }

    private static TrackDescription video(Negotiated negotiated) {
        return negotiated.tracks().stream()
                .filter(track -> track.kind() == MediaKind.VIDEO)
                .findFirst()
                .orElseThrow();
    }
}
