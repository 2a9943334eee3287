package dev.parley.media.sdp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One media level: an {@code m=} line and what follows it. Typed attributes are read from the lines when asked for and
 * throw {@link MalformedSdpException} when a line breaks its grammar.
 *
 * @param media {@code audio}, {@code video}, {@code application}, …
 * @param port 0..65535; 0 for a rejected section, or a bundle-only one (RFC 9143 §6)
 * @param protocol such as {@code UDP/TLS/RTP/SAVPF}
 * @param formats payload types or other format names, never empty
 * @param lines all lines after the {@code m=} line, in order
 */
public record MediaSection(String media, int port, String protocol, List<String> formats, List<SdpLine> lines)
        implements DescriptionLevel {

    public MediaSection {
        formats = List.copyOf(formats);
        lines = List.copyOf(lines);
    }

    static MediaSection parse(SdpLine line, List<SdpLine> following) {
        String[] tokens = line.value().split(" +");
        if (tokens.length < 4) {
            throw line.malformed("a media line is: media port protocol format...");
        }
        String port = tokens[1].split("/", 2)[0];
        return new MediaSection(
                tokens[0],
                (int) SdpNumber.parse(line, port, 0, 65_535),
                tokens[2],
                List.of(tokens).subList(3, tokens.length),
                following);
    }

    SdpLine mediaLine() {
        return SdpLine.of('m', media + " " + port + " " + protocol + " " + String.join(" ", formats));
    }

    /** Port 0 without {@code a=bundle-only}: the offerer does not want this section. */
    public boolean isDisabled() {
        return port == 0 && !hasAttribute("bundle-only");
    }

    public Optional<String> mid() {
        return attribute("mid");
    }

    /** The {@code a=rtpmap} lines of formats that the {@code m=} line lists, in the order of that line. */
    public List<RtpMap> rtpMaps() {
        Map<String, RtpMap> byFormat = new HashMap<>();
        attributeLines("rtpmap")
                .map(RtpMap::parse)
                .forEach(map -> byFormat.putIfAbsent(Integer.toString(map.payloadType()), map));
        return formats.stream()
                .flatMap(format -> Stream.ofNullable(byFormat.get(format)))
                .toList();
    }

    /** The parameters of a payload type, {@link FormatParameters#NONE} when there are none. */
    public FormatParameters formatParameters(int payloadType) {
        return perFormat("fmtp", Integer.toString(payloadType)).stream()
                .map(FormatParameters::parse)
                .findFirst()
                .orElse(FormatParameters.NONE);
    }

    /** The {@code a=rtcp-fb} values of a payload type, those for all of them ({@code *}) included. */
    public List<String> feedback(int payloadType) {
        String number = Integer.toString(payloadType);
        return attributes("rtcp-fb").stream()
                .map(value -> value.split(" +", 2))
                .filter(parts -> parts.length == 2 && (parts[0].equals(number) || parts[0].equals("*")))
                .map(parts -> parts[1].strip().replaceAll(" +", " "))
                .distinct()
                .toList();
    }

    private List<String> perFormat(String attribute, String format) {
        return attributes(attribute).stream()
                .map(value -> value.split(" +", 2))
                .filter(parts -> parts.length == 2 && parts[0].equals(format))
                .map(parts -> parts[1].strip())
                .toList();
    }

    public List<ExtensionMap> extensionMaps() {
        return attributeLines("extmap").map(ExtensionMap::parse).toList();
    }

    /** The distinct SSRCs of the {@code a=ssrc} lines, in order. */
    public List<Long> ssrcs() {
        return attributeLines("ssrc")
                .map(line -> SdpNumber.parse(line, line.attributeValue().split(" ", 2)[0], 0, SsrcGroup.MAX_SSRC))
                .distinct()
                .toList();
    }

    public List<SsrcGroup> ssrcGroups() {
        return attributeLines("ssrc-group").map(SsrcGroup::parse).toList();
    }

    /** The {@code a=msid} values: stream id, then perhaps a track id. */
    public List<String> msids() {
        return attributes("msid");
    }
}
