package dev.parley.server.participant;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.sdp.DescriptionLevel;
import dev.parley.media.sdp.IceCandidate;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.RemotePeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a built-in participant needs of the server's answer.
 *
 * @param peer the server's transport; its DTLS role is the participant's own
 * @param candidate the server's first UDP candidate
 * @param sources the mid of the section that carries what comes from each SSRC, as far as the answer tells
 */
record Answer(RemotePeer peer, InetSocketAddress candidate, Map<Long, String> sources) {

    Answer {
        sources = Map.copyOf(sources);
    }

    /** @throws IOException when the answer lacks something; the message says what */
    static Answer parse(String text) throws IOException {
        SessionDescription description = SessionDescription.parse(text);
        MediaSection first = description.sections().stream()
                .filter(section -> description.inherited(section, "ice-ufrag").isPresent())
                .findFirst()
                .orElseThrow(() -> new IOException("the answer accepts nothing"));
        String setup = required(description, first, "setup");
        RemotePeer peer = new RemotePeer(
                required(description, first, "ice-ufrag"),
                required(description, first, "ice-pwd"),
                description.fingerprintsOf(first).getFirst().hex().toLowerCase(Locale.ROOT),
                setup.equals("active") ? DtlsRole.SERVER : DtlsRole.CLIENT);
        return new Answer(peer, candidate(description), sources(description.sections()));
    }

    private static InetSocketAddress candidate(SessionDescription description) throws IOException {
        IceCandidate candidate = Stream.<DescriptionLevel>concat(
                        Stream.of(description), description.sections().stream())
                .flatMap(level -> level.candidates().stream())
                .filter(offered -> offered.transport().equalsIgnoreCase("udp"))
                .findFirst()
                .orElseThrow(() -> new IOException("the answer names no UDP candidate"));
        return new InetSocketAddress(InetAddress.getByName(candidate.address()), candidate.port());
    }

    private static Map<Long, String> sources(List<MediaSection> sections) {
        Map<Long, String> sources = new HashMap<>();
        for (MediaSection section : sections) {
            for (long ssrc : section.ssrcs()) {
                sources.put(ssrc, section.mid().orElse(""));
            }
        }
        return sources;
    }

    private static String required(SessionDescription description, MediaSection section, String attribute)
            throws IOException {
        return description
                .inherited(section, attribute)
                .orElseThrow(() -> new IOException("the answer has no a=" + attribute));
    }
}
