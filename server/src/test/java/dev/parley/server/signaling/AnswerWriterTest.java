package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.MediaKind;
import dev.parley.server.rooms.Rooms.OutgoingTrack;
import dev.parley.server.rooms.Rooms.PublishedVideo;
import dev.parley.server.rooms.Rooms.Publisher;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class AnswerWriterTest {

    private static final LocalPeer LOCAL = new LocalPeer(
            "Zx81",
            "q1w2e3r4t5y6u7i8o9p0asdf",
            "0a".repeat(32),
            List.of(new InetSocketAddress("2001:db8::7", 40_000), new InetSocketAddress("198.51.100.7", 40_000)),
            List.of(new InetSocketAddress("198.51.100.7", 40_001)));

    private static final List<OutgoingTrack> OUTGOING = List.of(
            new OutgoingTrack(MediaKind.AUDIO, "0", 4_000_000_000L, -1, "cn", "alice"),
            new OutgoingTrack(MediaKind.VIDEO, "1", 5, 6, "cn", "alice"));

    static final List<String> ALL_OFFERS =
            List.of(Offers.CHROMIUM_PUBLISH, Offers.CHROMIUM_SIMULCAST, Offers.OBS, Offers.FFMPEG, Offers.GSTREAMER);

    @Test
    void answersObsWordForWord() {
        String answer = AnswerWriter.write(
                OfferNegotiation.publish(Offers.parse(Offers.OBS)), LOCAL, List.of(), 1_750_000_000L);

        String fingerprint =
                "a=fingerprint:sha-256 " + String.join(":", "0A".repeat(32).split("(?<=\\G..)"));
        assertThat(answer).isEqualTo("""
                        v=0
                        o=- 1750000000 1 IN IP4 198.51.100.7
                        s=-
                        t=0 0
                        a=group:BUNDLE 0 1
                        a=ice-lite
                        a=ice-options:trickle ice2
                        a=msid-semantic:WMS *
                        m=audio 9 UDP/TLS/RTP/SAVPF 111
                        c=IN IP4 0.0.0.0
                        a=mid:0
                        a=recvonly
                        a=ice-ufrag:Zx81
                        a=ice-pwd:q1w2e3r4t5y6u7i8o9p0asdf
                        FINGERPRINT
                        a=setup:passive
                        a=rtcp-mux
                        a=rtcp-mux-only
                        a=rtpmap:111 opus/48000/2
                        a=fmtp:111 minptime=10;useinbandfec=1;stereo=1
                        a=candidate:1 1 udp 2130706431 198.51.100.7 40000 typ host
                        a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:7 40000 typ host
                        a=candidate:3 1 tcp 1520435199 198.51.100.7 40001 typ host tcptype passive
                        a=end-of-candidates
                        m=video 9 UDP/TLS/RTP/SAVPF 96
                        c=IN IP4 0.0.0.0
                        a=mid:1
                        a=recvonly
                        a=ice-ufrag:Zx81
                        a=ice-pwd:q1w2e3r4t5y6u7i8o9p0asdf
                        FINGERPRINT
                        a=setup:passive
                        a=rtcp-mux
                        a=rtcp-mux-only
                        a=rtpmap:96 H264/90000
                        a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
                        a=rtcp-fb:96 goog-remb
                        a=rtcp-fb:96 nack
                        a=rtcp-fb:96 nack pli
                        """.replace("FINGERPRINT", fingerprint).replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @FieldSource("ALL_OFFERS")
    void everyAnswerMirrorsTheSectionsAndStaysShort(String text) {
        SessionDescription offer = Offers.parse(text);
        String answer = AnswerWriter.write(OfferNegotiation.publish(offer), crowded(), List.of(), Long.MAX_VALUE);
        SessionDescription parsed = SessionDescription.parse(answer);

        assertThat(answer.getBytes(UTF_8).length).isLessThanOrEqualTo(AnswerWriter.MAX_BYTES);
        assertThat(parsed.write()).isEqualTo(answer);
        assertThat(parsed.sections())
                .extracting(MediaSection::media, MediaSection::mid, MediaSection::protocol)
                .containsExactlyElementsOf(offer.sections().stream()
                        .map(section -> tuple(section.media(), section.mid(), section.protocol()))
                        .toList());
        assertThat(answer.contains(" transport-cc")).isEqualTo(text.contains("transport-wide-cc"));
        assertThat(answer.contains("a=simulcast:recv ")).isEqualTo(text.contains("a=simulcast:send "));
        assertThat(answer.contains("a=extmap-allow-mixed")).isEqualTo(text.contains("a=extmap-allow-mixed"));
        assertThat(parsed.sections().getFirst().candidates())
                .hasSize(2 * InlineCandidates.MAX_PER_TRANSPORT)
                .first()
                .satisfies(first -> {
                    assertThat(first.transport()).isEqualTo("udp");
                    assertThat(first.type()).isEqualTo("host");
                    assertThat(first.address()).isEqualTo("198.51.100.1");
                });
    }

    @Test
    void namesTheRedundantFormatBeforeTheOneItRepeats() {
        String offer = Offers.CHROMIUM_PUBLISH.replace("SAVPF 111 63", "SAVPF 63 111");
        String answer = AnswerWriter.write(OfferNegotiation.publish(Offers.parse(offer)), LOCAL, List.of(), 1);

        assertThat(answer)
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n")
                .contains("a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n")
                .contains("a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n")
                .contains("a=rtcp-fb:111 transport-cc\r\n");
    }

    @Test
    void answersFfmpegAsTheActiveSide() {
        String answer = AnswerWriter.write(OfferNegotiation.publish(Offers.parse(Offers.FFMPEG)), LOCAL, List.of(), 1);

        assertThat(answer).contains("a=setup:active").doesNotContain("a=setup:passive");
        assertThat(answer).contains("m=video 9 UDP/TLS/RTP/SAVPF 106\r\n");
    }

    @Test
    void rejectsTheDataChannelWithPortZeroOutsideTheBundle() {
        String answer = AnswerWriter.write(
                OfferNegotiation.publish(Offers.parse(Offers.CHROMIUM_SIMULCAST)), LOCAL, List.of(), 1);

        assertThat(answer)
                .contains("a=group:BUNDLE 0 1\r\n")
                .contains("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n")
                .endsWith("a=mid:2\r\na=inactive\r\n");
    }

    @Test
    void namesTheSourcesAPlayerWillReceive() {
        Publisher publisher = new Publisher("alice", "opus", new PublishedVideo("VP8", ""));
        Negotiated negotiated = OfferNegotiation.play(Offers.parse(Offers.CHROMIUM_PLAY), publisher);

        SessionDescription answer = SessionDescription.parse(AnswerWriter.write(negotiated, LOCAL, OUTGOING, 1));

        MediaSection audio = answer.sections().getFirst();
        MediaSection video = answer.sections().getLast();
        assertThat(audio.attributes("ssrc"))
                .containsExactly("4000000000 cname:cn", "4000000000 msid:alice alice-audio");
        assertThat(audio.hasAttribute("ssrc-group")).isFalse();
        assertThat(audio.hasAttribute("sendonly")).isTrue();
        assertThat(video.attributes("ssrc-group")).containsExactly("FID 5 6");
        assertThat(video.attributes("msid")).containsExactly("alice alice-video");
        assertThat(video.ssrcs()).containsExactly(5L, 6L);
        assertThat(video.formats()).containsExactly("96", "97");
        assertThat(video.formatParameters(97).has("apt", "96")).isTrue();
    }

    @Test
    void namesNoSourcesInAnInactiveSection() {
        Negotiated negotiated =
                OfferNegotiation.play(Offers.parse(Offers.CHROMIUM_PLAY), new Publisher("alice", "opus", null));

        SessionDescription answer =
                SessionDescription.parse(AnswerWriter.write(negotiated, LOCAL, OUTGOING.subList(0, 1), 1));

        assertThat(answer.sections().getLast().hasAttribute("inactive")).isTrue();
        assertThat(answer.sections().getLast().ssrcs()).isEmpty();
        assertThat(answer.sections().getLast().port()).isEqualTo(9);
    }

    @Test
    void putsTheCandidatesIntoTheSectionThatCarriesTheTransport() {
        String swapped = Offers.OBS.replace("BUNDLE 0 1", "BUNDLE 1 0");

        SessionDescription answer = SessionDescription.parse(
                AnswerWriter.write(OfferNegotiation.publish(Offers.parse(swapped)), LOCAL, List.of(), 1));

        assertThat(answer.sections().getFirst().candidates()).isEmpty();
        assertThat(answer.sections().getLast().candidates()).hasSize(3);
        assertThat(answer.sections().getLast().hasAttribute("end-of-candidates"))
                .isTrue();
    }

    /** A machine with more addresses than an answer has room for. */
    private static LocalPeer crowded() {
        List<InetSocketAddress> addresses = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> new InetSocketAddress("198.51.100." + i, 40_000))
                .toList();
        return new LocalPeer("u".repeat(32), "p".repeat(64), "0a".repeat(32), addresses, addresses);
    }
}
