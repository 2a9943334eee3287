package dev.parley.server.participant;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.sdp.IceCandidate;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.RemotePeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * What a built-in participant needs of the server's answer.
 *
 * @param peer the server's transport; its DTLS role is the participant's own
 * @param candidate the server's first UDP candidate
 */
record Answer(RemotePeer peer, InetSocketAddress candidate) {

    /** @throws IOException when the answer lacks something; the message says what */
    static Answer parse(String text) throws IOException {
        SessionDescription description = SessionDescription.parse(text);
        MediaSection first = description.sections().getFirst();
        String setup = required(description, first, "setup");
        RemotePeer peer = new RemotePeer(
                required(description, first, "ice-ufrag"),
                required(description, first, "ice-pwd"),
                description.fingerprintsOf(first).getFirst().hex().toLowerCase(Locale.ROOT),
                setup.equals("active") ? DtlsRole.SERVER : DtlsRole.CLIENT);
        IceCandidate candidate = first.candidates().stream()
                .filter(offered -> offered.transport().equalsIgnoreCase("udp"))
                .findFirst()
                .orElseThrow(() -> new IOException("the answer names no UDP candidate"));
        return new Answer(peer, new InetSocketAddress(InetAddress.getByName(candidate.address()), candidate.port()));
    }

    private static String required(SessionDescription description, MediaSection section, String attribute)
            throws IOException {
        return description
                .inherited(section, attribute)
                .orElseThrow(() -> new IOException("the answer has no a=" + attribute));
    }
}
