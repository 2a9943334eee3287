package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the generator writes, read the way it reads a server's. */
class SdpWriterTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final LocalEnd LOCAL = new LocalEnd(
            new IceCredentials("ufra", "passwordpasswordpassword"),
            "ab".repeat(32),
            new InetSocketAddress(LOOPBACK, 5_000),
            11,
            22);

    @Test
    void offersSoundAndPictureWithRepairsAndNumbers() throws IOException {
        String offer = SdpWriter.offer(Plans.of(), LOCAL, true);

        RemoteDescription read = RemoteDescription.parse(offer);
        assertThat(read.streams(LOCAL))
                .containsExactly(
                        new OfferedStream("0", new StreamFormat(false, 11, 111, -1, 3)),
                        new OfferedStream("1", new StreamFormat(true, 22, 96, 97, 3)));
        assertThat(read.candidate(LOOPBACK)).isEqualTo(LOCAL.address());
        assertThat(read.peer().localRole()).isEqualTo(DtlsRole.CLIENT);
        assertThat(read.peer().fingerprint()).isEqualTo("ab".repeat(32));
        assertThat(offer).contains("a=sendonly", "a=ssrc:22 cname:load", "transport-cc", "goog-remb");
    }

    @Test
    void leavesOutWhatThePlanDoesWithout() throws IOException {
        String offer = SdpWriter.offer(Plans.of("--no-audio", "--no-rtx", "--feedback", "none"), LOCAL, false);

        assertThat(RemoteDescription.parse(offer).streams(LOCAL))
                .containsExactly(new OfferedStream("0", new StreamFormat(true, 22, 96, -1, 0)));
        assertThat(offer).contains("a=recvonly").doesNotContain("transport-cc", "goog-remb", "a=ssrc");
        assertThat(SdpWriter.offer(Plans.of("--profile", "audio"), LOCAL, false))
                .doesNotContain("m=video");
    }

    @Test
    void answersWithTheOffersOwnNumbers() throws IOException {
        List<OfferedStream> offered = List.of(
                new OfferedStream("a", new StreamFormat(false, 0, 100, -1, 0)),
                new OfferedStream("v", new StreamFormat(true, 0, 101, 102, 5)));

        String answer = SdpWriter.answer(Plans.of(), LOCAL, offered);

        assertThat(answer).contains("a=group:BUNDLE a v", "a=setup:active", "m=video 9 UDP/TLS/RTP/SAVPF 101 102");
        assertThat(RemoteDescription.parse(answer).streams(LOCAL))
                .extracting(stream -> stream.format().payloadType())
                .containsExactly(100, 101);
    }

    @Test
    void saysWhatAServersDescriptionLacks() {
        assertThatThrownBy(() -> RemoteDescription.parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"))
                .hasMessageContaining("accepted neither audio nor video");
        String offer = SdpWriter.offer(Plans.of(), LOCAL, true);
        assertThatThrownBy(() -> RemoteDescription.parse(offer.replace("a=ice-pwd", "a=other"))
                        .peer())
                .hasMessageContaining("no a=ice-pwd");
        assertThatThrownBy(() -> RemoteDescription.parse(offer).candidate(InetAddress.ofLiteral("::1")))
                .hasMessageContaining("no UDP address");
    }
}
