package dev.parley.media.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The session level or one media level of a description: lines in order, and the attributes both levels may carry. */
public sealed interface DescriptionLevel permits SessionDescription, MediaSection {

    /** All lines of this level in order, without the {@code m=} line of a media level. */
    List<SdpLine> lines();

    /** The lines of one attribute, in order. */
    default Stream<SdpLine> attributeLines(String name) {
        return lines().stream().filter(line -> line.isAttribute(name));
    }

    /** The values of one attribute, in order; empty text for property attributes. */
    default List<String> attributes(String name) {
        return attributeLines(name).map(SdpLine::attributeValue).toList();
    }

    /** The first value of an attribute. */
    default Optional<String> attribute(String name) {
        return attributeLines(name).map(SdpLine::attributeValue).findFirst();
    }

    default boolean hasAttribute(String name) {
        return attributeLines(name).findAny().isPresent();
    }

    /**
     * All {@code a=fingerprint} values.
     *
     * @throws MalformedSdpException when one is not an algorithm and hex octets
     */
    default List<Fingerprint> fingerprints() {
        return attributeLines("fingerprint").map(Fingerprint::parse).toList();
    }

    /**
     * All {@code a=candidate} values.
     *
     * @throws MalformedSdpException when one does not follow RFC 8839 §5.1
     */
    default List<IceCandidate> candidates() {
        return attributeLines("candidate").map(IceCandidate::parse).toList();
    }

    /** The direction stated at this level, if any. */
    default Optional<MediaDirection> direction() {
        return lines().stream()
                .filter(line -> line.type() == 'a')
                .flatMap(line -> MediaDirection.named(line.value()).stream())
                .findFirst();
    }
}
