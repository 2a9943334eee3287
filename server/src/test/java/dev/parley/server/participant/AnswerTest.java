package dev.parley.server.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.dtls.DtlsRole;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final String TRANSPORT = """
            a=ice-ufrag:server
            a=ice-pwd:password-of-the-server
            a=fingerprint:sha-256 %s
            a=setup:passive
            """.formatted("AB:".repeat(31) + "AB");
    private static final String HEAD = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\n";
    private static final String REFUSED = "m=audio 0 UDP/TLS/RTP/SAVPF 111\nc=IN IP4 0.0.0.0\na=mid:0\na=inactive\n";
    private static final String CANDIDATE = "a=candidate:1 1 udp 2130706431 192.0.2.1 9002 typ host\n";

    private static String slot(String mid, String lines) {
        return "m=video 9 UDP/TLS/RTP/SAVPF 96\nc=IN IP4 0.0.0.0\na=mid:" + mid + "\na=sendonly\n" + lines;
    }

    @Test
    void looksPastASectionThatIsRefused() throws IOException {
        Answer answer = Answer.parse(HEAD + REFUSED + slot("1", TRANSPORT + CANDIDATE));

        assertThat(answer.peer().iceUfrag()).isEqualTo("server");
        assertThat(answer.peer().localRole()).isEqualTo(DtlsRole.CLIENT);
        assertThat(answer.candidate().getPort()).isEqualTo(9_002);
    }

    @Test
    void knowsWhichSlotEachSourceComesIn() throws IOException {
        Answer answer = Answer.parse(HEAD
                + slot("1", TRANSPORT + CANDIDATE + "a=ssrc:11 cname:x\n")
                + slot("2", TRANSPORT + "a=ssrc:22 cname:x\na=ssrc:23 cname:x\n"));

        assertThat(answer.sources()).isEqualTo(Map.of(11L, "1", 22L, "2", 23L, "2"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Answer.parse(HEAD + REFUSED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("accepts nothing");
        assertThatThrownBy(() -> Answer.parse(HEAD + slot("1", TRANSPORT)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("candidate");
    }
}
