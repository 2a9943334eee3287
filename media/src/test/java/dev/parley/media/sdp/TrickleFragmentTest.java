package dev.parley.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrickleFragmentTest {

    private static final String HEAD = "a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n";
    private static final String CANDIDATE = "a=candidate:1 1 udp 2122194687 203.0.113.9 61765 typ host\r\n";

    @Test
    void readsTheFragmentOfTheSpecification() {
        TrickleFragment fragment = TrickleFragment.parse(
                HEAD + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" + CANDIDATE + "a=end-of-candidates\r\n");

        assertThat(fragment.iceUfrag()).isEqualTo("EsAw");
        assertThat(fragment.icePwd()).contains("P2uYro0UCOQ4zxjKXaWCBui1");
        assertThat(fragment.candidates()).hasSize(1);
        assertThat(fragment.candidates().getFirst().port()).isEqualTo(61_765);
        assertThat(fragment.endOfCandidates()).isTrue();
    }

    @Test
    void countsACandidateRepeatedForEveryBundledSectionOnce() {
        TrickleFragment fragment = TrickleFragment.parse(HEAD
                + ("m=audio 9 RTP/AVP 0\na=mid:0\n" + CANDIDATE + "m=video 9 RTP/AVP 0\na=mid:1\n" + CANDIDATE)
                        .replace("\r", ""));

        assertThat(fragment.candidates()).hasSize(1);
        assertThat(fragment.endOfCandidates()).isFalse();
    }

    @Test
    void keepsTransportsAndNamesItDoesNotKnow() {
        TrickleFragment fragment = TrickleFragment.parse(HEAD
                + "a=candidate:1 1 sctp 1 198.51.100.7 9 typ host\n"
                + "a=candidate:2 1 udp 1 0a7c6b1e-2c3d-4b8e-9a61-6f2c1e0d9b7a.local 9 typ host\na=candidate:\n");

        assertThat(fragment.candidates()).extracting(IceCandidate::transport).containsExactly("sctp", "udp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{\"candidate\":1}",
                "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1",
                "a=ice-ufrag:x\nm=audio",
                "a=ice-ufrag:x\na=candidate:1 1 udp",
            })
    void refusesWhatIsNoFragment(String text) {
        assertThatThrownBy(() -> TrickleFragment.parse(text)).isInstanceOf(MalformedSdpException.class);
    }

    @Test
    void limitsTheNumberOfCandidates() {
        StringBuilder text = new StringBuilder(HEAD);
        for (int port = 1; port <= TrickleFragment.MAX_CANDIDATES + 1; port++) {
            text.append("a=candidate:1 1 udp 1 203.0.113.9 ").append(port).append(" typ host\n");
        }

        assertThatThrownBy(() -> TrickleFragment.parse(text.toString()))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessageContaining("more than");
    }
}
