package dev.parley.server.signaling;

import dev.parley.media.sdp.SdpLine;
import dev.parley.media.session.LocalPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The section that carries a session's transport (RFC 9143 §7.3), as fragments name it.
 *
 * @param bundle mids of the group, empty when there is none
 * @param media the text of the {@code m=} line
 * @param mid possibly empty
 */
record TaggedSection(List<String> bundle, String media, String mid) {

    TaggedSection {
        bundle = List.copyOf(bundle);
    }

    static TaggedSection of(Negotiated negotiated) {
        Negotiated.Accepted tagged =
                negotiated.accepted().filter(negotiated::isTagged).findFirst().orElseThrow();
        String kind = tagged.track().kind().name().toLowerCase(Locale.ROOT);
        int payloadType = tagged.track().codecs().getFirst().payloadType();
        return new TaggedSection(
                negotiated.bundle(),
                kind + " 9 " + tagged.protocol() + " " + payloadType,
                tagged.track().mid());
    }

    /** The answer to an ICE restart (RFC 9725 §4.3.3, RFC 8840 §9): new credentials, all candidates. */
    String fragment(LocalPeer local) {
        List<SdpLine> lines = new ArrayList<>();
        lines.add(SdpLine.attribute("ice-lite"));
        lines.add(SdpLine.attribute("ice-options", "trickle ice2"));
        if (!bundle.isEmpty()) {
            lines.add(SdpLine.attribute("group", "BUNDLE " + String.join(" ", bundle)));
        }
        lines.add(SdpLine.of('m', media));
        if (!mid.isEmpty()) {
            lines.add(SdpLine.attribute("mid", mid));
        }
        lines.add(SdpLine.attribute("ice-ufrag", local.iceUfrag()));
        lines.add(SdpLine.attribute("ice-pwd", local.icePwd()));
        InlineCandidates.of(local).forEach(candidate -> lines.add(SdpLine.attribute("candidate", candidate.text())));
        lines.add(SdpLine.attribute("end-of-candidates"));
        StringBuilder text = new StringBuilder();
        lines.forEach(line ->
                text.append(line.type()).append('=').append(line.value()).append("\r\n"));
        return text.toString();
    }
}
