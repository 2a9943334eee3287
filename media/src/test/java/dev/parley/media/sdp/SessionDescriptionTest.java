package dev.parley.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionDescriptionTest {

    private static final String SMALL = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=fingerprint:SHA-256 0A:FF:10
            a=recvonly
            m=audio 9/2 UDP/TLS/RTP/SAVPF 111 0
            a=mid:a
            m=video 0 UDP/TLS/RTP/SAVPF 96
            a=bundle-only
            a=sendonly
            a=fingerprint:sha-1 00:01
            """;

    @ParameterizedTest
    @ValueSource(strings = {"chromium-simulcast.sdp", "ffmpeg-8.sdp"})
    void writesEveryLineOfARealOfferBackInItsOrder(String name) throws IOException {
        String text = offer(name).replace("\n", "\r\n");

        assertThat(SessionDescription.parse(text).write()).isEqualTo(text);
    }

    @Test
    void readsTheSameFromBothLineEnds() throws IOException {
        String text = offer("chromium-simulcast.sdp");

        assertThat(SessionDescription.parse(text)).isEqualTo(SessionDescription.parse(text.replace("\n", "\r\n")));
    }

    @Test
    void dropsWhatComesBeforeTheVersion() {
        SessionDescription parsed = SessionDescription.parse("\uFEFF--junk\r\n" + SMALL);

        assertThat(parsed).isEqualTo(SessionDescription.parse(SMALL));
        assertThat(parsed.lines().getFirst()).isEqualTo(new SdpLine('v', "0", 1));
    }

    @Test
    void readsTheVideoSectionOfABrowser() throws IOException {
        SessionDescription offer = SessionDescription.parse(offer("chromium-simulcast.sdp"));
        MediaSection video = offer.sections().get(1);

        assertThat(offer.bundles()).containsExactly(List.of("0", "1", "2"));
        assertThat(video.media()).isEqualTo("video");
        assertThat(video.mid()).contains("1");
        assertThat(offer.directionOf(video)).isEqualTo(MediaDirection.SENDONLY);
        assertThat(video.rtpMaps()).hasSize(23).first().isEqualTo(new RtpMap(96, "VP8", 90_000, 1));
        assertThat(video.formatParameters(108).has("profile-level-id", "42e01f"))
                .isTrue();
        assertThat(video.formatParameters(96)).isEqualTo(FormatParameters.NONE);
        assertThat(video.feedback(102)).containsExactly("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");
        assertThat(video.extensionMaps())
                .contains(new ExtensionMap(4, Optional.empty(), "urn:ietf:params:rtp-hdrext:sdes:mid"));
        assertThat(video.attributes("rid")).containsExactly("q send", "h send", "f send");
        assertThat(video.msids()).singleElement().asString().startsWith("ec2f44f5-");
    }

    @Test
    void readsSourcesAndTheirGroups() {
        MediaSection section = section(
                "a=ssrc-group:FID 4294967295 7", "a=ssrc:4294967295 cname:x", "a=ssrc:4294967295 msid:s t", "a=ssrc:7");

        assertThat(section.ssrcs()).containsExactly(4_294_967_295L, 7L);
        assertThat(section.ssrcGroups()).containsExactly(new SsrcGroup("FID", List.of(4_294_967_295L, 7L)));
    }

    @Test
    void aSectionsOwnAttributesHideThoseOfTheSession() {
        SessionDescription parsed = SessionDescription.parse(SMALL);
        MediaSection audio = parsed.sections().getFirst();
        MediaSection video = parsed.sections().getLast();

        assertThat(parsed.directionOf(audio)).isEqualTo(MediaDirection.RECVONLY);
        assertThat(parsed.directionOf(video)).isEqualTo(MediaDirection.SENDONLY);
        assertThat(parsed.fingerprintsOf(audio)).containsExactly(new Fingerprint("sha-256", "0aff10"));
        assertThat(parsed.fingerprintsOf(video)).containsExactly(new Fingerprint("sha-1", "0001"));
    }

    @Test
    void tellsBundleOnlyFromDisabled() {
        SessionDescription parsed = SessionDescription.parse(SMALL);

        assertThat(parsed.sections().getLast().isDisabled()).isFalse();
        assertThat(SessionDescription.parse(SMALL.replace("a=bundle-only\n", ""))
                        .sections()
                        .getLast()
                        .isDisabled())
                .isTrue();
    }

    @Test
    void writesCandidatesAndFingerprintsAsItReadsThem() {
        String udp = "1 1 udp 2130706431 198.51.100.7 40000 typ host";
        String tcp = "2 1 tcp 1518280447 2001:db8::7 40000 typ host tcptype passive";
        MediaSection section = section(
                "a=candidate:" + udp,
                "a=candidate:" + tcp,
                "a=candidate:842163049 1 UDP 1677729535 203.0.113.9 61765 typ srflx raddr 0.0.0.0 rport 0 generation 0",
                "a=fingerprint:sha-256 0A:FF");

        assertThat(section.candidates()).extracting(IceCandidate::text).startsWith(udp, tcp);
        assertThat(section.candidates().getLast().transport()).isEqualTo("udp");
        assertThat(section.fingerprints().getFirst().text()).isEqualTo("sha-256 0A:FF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x; begins with v=0; 1",
                "v=01; only version 0; 1",
                "v=0|hello; lower-case letter; 2",
                "v=0|A=b; lower-case letter; 2",
                "v=0||m=audio 9 RTP; a media line is; 3",
                "v=0|m=audio x RTP/AVP 0; no number; 2",
                "v=0|m=audio 65536 RTP/AVP 0; is not within 0..65535; 2",
            })
    void saysWhichLineIsMalformed(String text, String problem, int line) {
        assertThatThrownBy(() -> SessionDescription.parse(text.replace('|', '\n')))
                .isInstanceOfSatisfying(
                        MalformedSdpException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=rtpmap:111 opus",
                "a=rtpmap:128 opus/48000/2",
                "a=rtpmap:111 opus/0",
                "a=rtpmap:111",
                "a=extmap:0 urn:x",
                "a=extmap:1",
                "a=ssrc:4294967296 cname:x",
                "a=ssrc: cname:x",
                "a=ssrc-group:FID -1",
                "a=fingerprint:sha-256",
                "a=fingerprint:sha-256 0A:F",
                "a=candidate:1 1 udp 2130706431 198.51.100.7 40000",
                "a=candidate:1 1 udp 2130706431 198.51.100.7 70000 typ host",
                "a=candidate:1 0 udp 2130706431 198.51.100.7 7000 typ host",
            })
    void refusesAttributesThatBreakTheirGrammar(String line) {
        MediaSection section = section(line);

        assertThatThrownBy(() -> readEverything(section))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessageContaining("SDP line 3")
                .hasMessageContaining(line);
    }

    @Test
    void refusesControlCharacters() {
        assertThatThrownBy(() -> SessionDescription.parse("v=0\r\na=mid:0\ra=x"))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessageContaining("control character");
    }

    @Test
    void hasALimitOnEverything() {
        assertTooMuch("v=0\n" + "a=x\n".repeat(SessionDescriptionParser.MAX_LINES), "lines");
        assertTooMuch("v=0\na=" + "x".repeat(SessionDescriptionParser.MAX_LINE_LENGTH), "characters");
        String line = "a=" + "x".repeat(1_000) + "\n";
        assertTooMuch("v=0\n" + line.repeat(SessionDescriptionParser.MAX_LENGTH / line.length()) + line, "characters");
        assertTooMuch("v=0\n" + "m=audio 9 RTP/AVP 0\n".repeat(SessionDescriptionParser.MAX_SECTIONS + 1), "sections");
    }

    private static void assertTooMuch(String text, String what) {
        assertThatThrownBy(() -> SessionDescription.parse(text))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessageContaining("than")
                .hasMessageContaining(what);
    }

    /** Whatever bytes come, the answer is a description that survives a round trip, or the typed error. */
    @Test
    void survivesDamagedOffers() throws IOException {
        String offer = offer("ffmpeg-8.sdp");
        long seed = Long.getLong("parley.test.seed", System.nanoTime());
        System.out.println("survivesDamagedOffers: -Dparley.test.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder damaged = new StringBuilder(offer);
            for (int i = random.nextInt(6); i >= 0; i--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(256));
            }
            try {
                SessionDescription parsed = SessionDescription.parse(damaged.toString());
                assertThat(SessionDescription.parse(parsed.write()).write()).isEqualTo(parsed.write());
                parsed.sections().forEach(SessionDescriptionTest::readEverything);
            } catch (MalformedSdpException expected) {
                assertThat(expected.getMessage()).startsWith("SDP");
            }
        }
    }

    private static void readEverything(MediaSection section) {
        section.rtpMaps();
        section.extensionMaps();
        section.ssrcs();
        section.ssrcGroups();
        section.fingerprints();
        section.candidates();
        section.feedback(0);
        section.formatParameters(0);
        section.direction();
    }

    private static MediaSection section(String... lines) {
        String text = "v=0\nm=audio 9 UDP/TLS/RTP/SAVPF 111\n" + String.join("\n", lines);
        return SessionDescription.parse(text).sections().getFirst();
    }

    private static String offer(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SessionDescriptionTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
