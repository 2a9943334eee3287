package dev.parley.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Any text for a description or a fragment: refused in one line that names the place, or read within its limits. */
class SessionDescriptionFuzz {

    private static final List<String> NAMES =
            List.of("mid", "ice-ufrag", "ice-pwd", "setup", "rid", "simulcast", "rtcp-mux", "group");

    @FuzzTest
    @DictionaryEntries({
        "v=0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "m=video 0/2 RTP/AVP 96 97",
        "a=rtpmap:96 VP8/90000",
        "a=fmtp:96 a=b;c",
        "a=rtcp-fb:* nack pli",
        "a=extmap:4/sendonly urn:ietf:params:rtp-hdrext:sdes:mid",
        "a=fingerprint:sha-256 00:FF",
        "a=ssrc-group:FID 1 2",
        "a=ssrc:4294967295 cname:x",
        "a=candidate:1 1 tcp 4294967295 ::1 65535 typ host tcptype passive",
        "a=group:BUNDLE 0 1",
        "a=bundle-only"
    })
    void readsAnyDescription(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        SessionDescription description = orRefused(() -> SessionDescription.parse(text), text);
        if (description == null) {
            return;
        }
        assertThat(description.sections()).hasSizeLessThanOrEqualTo(SessionDescriptionParser.MAX_SECTIONS);
        String written = description.write();
        SessionDescription again = SessionDescription.parse(written);
        assertThat(again.write()).isEqualTo(written);
        assertThat(again.sections()).hasSameSizeAs(description.sections());
        assertThat(again.bundles()).isEqualTo(description.bundles());
        orRefused(description::fingerprints, text);
        orRefused(description::candidates, text);
        for (int index = 0; index < description.sections().size(); index++) {
            MediaSection section = description.sections().get(index);
            asksEverything(description, section, text);
            assertThat(again.sections().get(index).formats()).isEqualTo(section.formats());
            assertThat(again.sections().get(index).mid()).isEqualTo(section.mid());
        }
    }

    private static void asksEverything(SessionDescription description, MediaSection section, String text) {
        assertThat(section.port()).isBetween(0, 65_535);
        assertThat(section.formats()).isNotEmpty();
        assertThat(description.directionOf(section)).isNotNull();
        NAMES.forEach(name -> description.inherited(section, name).ifPresent(SessionDescriptionFuzz::oneLine));
        section.msids().forEach(SessionDescriptionFuzz::oneLine);
        List<RtpMap> maps = orRefused(section::rtpMaps, text);
        if (maps != null) {
            assertThat(maps).hasSizeLessThanOrEqualTo(section.formats().size());
            maps.forEach(map -> asksOf(map, section));
        }
        List<ExtensionMap> extensions = orRefused(section::extensionMaps, text);
        if (extensions != null) {
            extensions.forEach(extension -> assertThat(extension.id()).isBetween(1, 4_095));
        }
        List<Long> ssrcs = orRefused(section::ssrcs, text);
        if (ssrcs != null) {
            assertThat(ssrcs).doesNotHaveDuplicates().allMatch(ssrc -> ssrc >= 0 && ssrc <= 0xFFFF_FFFFL);
        }
        orRefused(section::ssrcGroups, text);
        List<Fingerprint> fingerprints = orRefused(() -> description.fingerprintsOf(section), text);
        if (fingerprints != null) {
            fingerprints.forEach(
                    fingerprint -> assertThat(Fingerprint.parse(attribute("fingerprint", fingerprint.text())))
                            .isEqualTo(fingerprint));
        }
        candidatesReadTheSame(orRefused(section::candidates, text));
    }

    private static void asksOf(RtpMap map, MediaSection section) {
        assertThat(map.payloadType()).isBetween(0, 127);
        assertThat(map.clockRate()).isPositive();
        assertThat(map.channels()).isBetween(1, 255);
        section.formatParameters(map.payloadType()).values().forEach((name, value) -> oneLine(name + value));
        assertThat(section.feedback(map.payloadType())).doesNotHaveDuplicates();
    }

    @FuzzTest
    @DictionaryEntries({
        "a=ice-ufrag:x",
        "a=ice-pwd:y",
        "a=candidate:1 1 udp 1 192.0.2.1 9 typ host",
        "a=end-of-candidates",
        "m=audio 9 RTP/AVP 0"
    })
    void readsAnyFragment(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        TrickleFragment fragment = orRefused(() -> TrickleFragment.parse(text), text);
        if (fragment != null) {
            oneLine(fragment.iceUfrag());
            assertThat(fragment.candidates())
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(TrickleFragment.MAX_CANDIDATES);
            candidatesReadTheSame(fragment.candidates());
        }
    }

    private static void candidatesReadTheSame(@Nullable List<IceCandidate> candidates) {
        if (candidates != null) {
            for (IceCandidate candidate : candidates) {
                assertThat(candidate.component()).isBetween(1, 256);
                assertThat(candidate.priority()).isBetween(0L, 0xFFFF_FFFFL);
                assertThat(IceCandidate.parse(attribute("candidate", candidate.text())))
                        .isEqualTo(candidate);
            }
        }
    }

    private static SdpLine attribute(String name, String value) {
        return SdpLine.attribute(name, value);
    }

    private static void oneLine(String text) {
        assertThat(text).doesNotContain("\n", "\r");
    }

    private static <T> @Nullable T orRefused(Supplier<T> reading, String text) {
        try {
            return reading.get();
        } catch (MalformedSdpException refused) {
            assertThat(refused).hasMessageNotContainingAny("\n", "\r");
            assertThat(refused.line()).isBetween(0, text.length() + 1);
            return null;
        }
    }
}
