package dev.parley.media.sdp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trickle ICE fragment, {@code application/trickle-ice-sdpfrag} (RFC 8840 §9).
 *
 * @param iceUfrag whose candidates these are
 * @param icePwd empty when the fragment names none
 * @param candidates in order, each once: bundled sections repeat them
 */
public record TrickleFragment(
        String iceUfrag, Optional<String> icePwd, List<IceCandidate> candidates, boolean endOfCandidates) {

    static final int MAX_CANDIDATES = 128;

    public TrickleFragment {
        candidates = List.copyOf(candidates);
    }

    /**
     * Reads a fragment with CRLF or LF line ends. Attributes may stand before or after {@code m=} lines.
     *
     * @throws MalformedSdpException naming the line; also when there is no {@code a=ice-ufrag}
     */
    public static TrickleFragment parse(String text) {
        List<SdpLine> lines = SessionDescriptionParser.lines(text);
        for (SdpLine line : lines) {
            if (line.type() == 'm') {
                MediaSection.parse(line, List.of());
            }
        }
        String ufrag = first(lines, "ice-ufrag")
                .orElseThrow(() -> new MalformedSdpException(0, "a trickle fragment needs a=ice-ufrag"));
        boolean end = first(lines, "end-of-candidates").isPresent();
        return new TrickleFragment(ufrag, first(lines, "ice-pwd"), List.copyOf(candidates(lines)), end);
    }

    private static Optional<String> first(List<SdpLine> lines, String attribute) {
        return lines.stream()
                .filter(line -> line.isAttribute(attribute))
                .map(SdpLine::attributeValue)
                .findFirst();
    }

    private static Set<IceCandidate> candidates(List<SdpLine> lines) {
        Set<IceCandidate> candidates = new LinkedHashSet<>();
        for (SdpLine line : lines) {
            // Browsers end their list with an empty candidate; some clients pass it on as a line.
            if (line.isAttribute("candidate") && !line.attributeValue().isEmpty()) {
                candidates.add(IceCandidate.parse(line));
            }
            if (candidates.size() > MAX_CANDIDATES) {
                throw line.malformed("more than " + MAX_CANDIDATES + " candidates");
            }
        }
        return candidates;
    }
}
