package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.TrackDescription;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Offers that are within every limit of the grammar, and made to keep a server busy. */
final class HostileOfferTest {

    private static final String HEAD = lines(
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0",
            "a=fingerprint:sha-256 AA" + ":AA".repeat(31),
            "a=ice-ufrag:abcd",
            "a=ice-pwd:abcdefghijklmnopqrstuvwx",
            "a=setup:actpass");

    private static final String PICTURE = lines(
            "c=IN IP4 0.0.0.0",
            "a=mid:0",
            "a=rtcp-mux",
            "a=rtpmap:96 H264/90000",
            "a=fmtp:96 packetization-mode=1;profile-level-id=42e01f");

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    @Test
    void thousandsOfFormatsAreReadInAMoment() {
        String offer = HEAD + "m=video 9 UDP/TLS/RTP/SAVPF" + " 96".repeat(1_300) + "\n" + PICTURE + "a=recvonly\n"
                + "a=fmtp:9 a\n".repeat(9_000) + "a=rtpmap:97 A/1\n".repeat(9_000);

        Negotiated negotiated = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> MeetingNegotiation.negotiate(SessionDescription.parse(offer), Set.of()));

        assertThat(tracks(negotiated)).hasSize(1);
    }

    @Test
    void fewOfManyStreamsAreRemembered() {
        StringBuilder offer = new StringBuilder(HEAD + "m=video 9 UDP/TLS/RTP/SAVPF 96\n" + PICTURE + "a=sendonly\n");
        for (int ssrc = 1; ssrc < 5_000; ssrc++) {
            offer.append("a=ssrc:").append(ssrc).append(" cname:a\n");
            offer.append("a=ssrc-group:FID ")
                    .append(ssrc)
                    .append(' ')
                    .append(ssrc + 100_000)
                    .append('\n');
        }

        Negotiated negotiated = MeetingNegotiation.negotiate(SessionDescription.parse(offer.toString()), Set.of("0"));

        assertThat(tracks(negotiated).findFirst())
                .hasValueSatisfying(track -> assertThat(track.ssrcs()).hasSize(16))
                .hasValueSatisfying(track -> assertThat(track.repairs()).hasSize(16));
    }

    private static Stream<TrackDescription> tracks(Negotiated negotiated) {
        return negotiated.accepted().map(Negotiated.Accepted::track);
    }
}
