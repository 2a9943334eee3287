package dev.parley.server.participant;

import dev.parley.media.ice.IceCredentials;

/** The offer a built-in participant makes: Opus and VP8, one stream, one transport. */
final class Offer {

    static final int OPUS = 111;
    static final int VP8 = 96;
    static final int VP8_RTX = 97;

    private final SdpText text = new SdpText();
    private final IceCredentials credentials;
    private final String fingerprint;
    private final String direction;

    /** @param direction {@code sendonly} for a publisher, {@code recvonly} for a player */
    private Offer(IceCredentials credentials, String fingerprint, String direction) {
        this.credentials = credentials;
        this.fingerprint = fingerprint;
        this.direction = direction;
    }

    /**
     * @param fingerprint SHA-256 of the participant's certificate in hex without colons
     * @param video whether there is a video section besides the audio one
     */
    static String write(IceCredentials credentials, String fingerprint, boolean sends, boolean video) {
        Offer offer = new Offer(credentials, fingerprint, sends ? "sendonly" : "recvonly");
        offer.line("v=0").line("o=- 1 1 IN IP4 127.0.0.1").line("s=-").line("t=0 0");
        offer.line(video ? "a=group:BUNDLE 0 1" : "a=group:BUNDLE 0");
        offer.section("audio", String.valueOf(OPUS), 0, sends)
                .line("a=rtpmap:" + OPUS + " opus/48000/2")
                .line("a=fmtp:" + OPUS + " minptime=10;useinbandfec=1");
        if (video) {
            offer.section("video", VP8 + " " + VP8_RTX, 1, sends)
                    .line("a=rtpmap:" + VP8 + " VP8/90000")
                    .line("a=rtcp-fb:" + VP8 + " nack")
                    .line("a=rtcp-fb:" + VP8 + " nack pli")
                    .line("a=rtpmap:" + VP8_RTX + " rtx/90000")
                    .line("a=fmtp:" + VP8_RTX + " apt=" + VP8);
        }
        return offer.text.toString();
    }

    private Offer section(String media, String formats, int mid, boolean sends) {
        line("m=" + media + " 9 UDP/TLS/RTP/SAVPF " + formats).line("c=IN IP4 0.0.0.0");
        line("a=mid:" + mid).line("a=" + direction);
        if (sends) {
            line("a=msid:clip " + media);
        }
        line("a=ice-ufrag:" + credentials.ufrag()).line("a=ice-pwd:" + credentials.pwd());
        text.fingerprint(fingerprint);
        return line("a=setup:actpass").line("a=rtcp-mux").line("a=rtcp-mux-only");
    }

    private Offer line(String line) {
        text.line(line);
        return this;
    }
}
