package dev.parley.media.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session description (RFC 8866): the lines before the first {@code m=}, then the media sections. Immutable.
 *
 * @param lines session level, {@code v=0} first
 */
public record SessionDescription(List<SdpLine> lines, List<MediaSection> sections) implements DescriptionLevel {

    public SessionDescription {
        lines = List.copyOf(lines);
        sections = List.copyOf(sections);
    }

    /**
     * Reads a description with CRLF or LF line ends. Anything before {@code v=0} is dropped, as are blank lines.
     *
     * @throws MalformedSdpException naming the line
     */
    public static SessionDescription parse(String text) {
        return SessionDescriptionParser.parse(text);
    }

    /** The text, lines in order, CRLF line ends. */
    public String write() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> append(text, line));
        for (MediaSection section : sections) {
            append(text, section.mediaLine());
            section.lines().forEach(line -> append(text, line));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, SdpLine line) {
        text.append(line.type()).append('=').append(line.value()).append("\r\n");
    }

    /** An attribute of a section, or else of the session. */
    public Optional<String> inherited(MediaSection section, String attribute) {
        return section.attribute(attribute).or(() -> attribute(attribute));
    }

    /** The direction that holds for a section; {@code sendrecv} when none is stated (RFC 8866 §6.7). */
    public MediaDirection directionOf(MediaSection section) {
        return section.direction().or(this::direction).orElse(MediaDirection.SENDRECV);
    }

    /** The fingerprints that hold for a section: its own, or else the session's. */
    public List<Fingerprint> fingerprintsOf(MediaSection section) {
        List<Fingerprint> own = section.fingerprints();
        return own.isEmpty() ? fingerprints() : own;
    }

    /** The mids of each {@code a=group:BUNDLE}, in order (RFC 9143). */
    public List<List<String>> bundles() {
        return attributes("group").stream()
                .map(value -> value.split(" +"))
                .filter(tokens -> tokens[0].equals("BUNDLE"))
                .map(tokens -> Stream.of(tokens).skip(1).toList())
                .toList();
    }
}
