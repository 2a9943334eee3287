package dev.parley.server.signaling;

import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an offer and we agree on.
 *
 * @param sections one for each section of the offer, in its order
 * @param bundle mids of the accepted sections in the order of the offer's BUNDLE group, whose first carries the
 *     transport (RFC 9143 §7.3); empty when the offer, of one section, has no group
 * @param mixedExtensions whether header extensions may have either form (RFC 8285 §6): descriptors of layers can be
 *     too long for the short one
 */
record Negotiated(RemotePeer remote, List<Section> sections, List<String> bundle, boolean mixedExtensions) {

    Negotiated {
        sections = List.copyOf(sections);
        bundle = List.copyOf(bundle);
    }

    static boolean mixedExtensions(SessionDescription offer) {
        return offer.hasAttribute("extmap-allow-mixed");
    }

    /** Whether a section is the one that carries the candidates. */
    boolean isTagged(Accepted section) {
        return bundle.isEmpty() || bundle.getFirst().equals(section.track().mid());
    }

    /** What really flows, in the offer's order. */
    List<TrackDescription> tracks() {
        return accepted()
                .filter(section -> section.direction() != MediaDirection.INACTIVE)
                .map(Accepted::track)
                .toList();
    }

    /** What the client will send, in the offer's order. */
    List<TrackDescription> published() {
        return flowing(MediaDirection.RECVONLY);
    }

    /** What we may send: the client's slots, in the offer's order. */
    List<TrackDescription> slots() {
        return flowing(MediaDirection.SENDONLY);
    }

    private List<TrackDescription> flowing(MediaDirection direction) {
        return accepted()
                .filter(section -> section.direction() == direction)
                .map(Accepted::track)
                .toList();
    }

    /** The same, with sections answered inactive that a room refused after all. */
    Negotiated refusing(Set<String> mids) {
        List<Section> rest = sections.stream()
                .map(section -> section instanceof Accepted accepted
                                && mids.contains(accepted.track().mid())
                        ? accepted.inactive()
                        : section)
                .toList();
        return new Negotiated(remote, rest, bundle, mixedExtensions);
    }

    Stream<Accepted> accepted() {
        return sections.stream().filter(Accepted.class::isInstance).map(Accepted.class::cast);
    }

    /** One section of the answer. */
    sealed interface Section {}

    /**
     * @param protocol of the {@code m=} line, repeated in the answer
     * @param direction ours; inactive when the chosen publisher has nothing of this kind
     * @param reducedSizeRtcp whether {@code a=rtcp-rsize} was offered and is answered (RFC 5506)
     */
    record Accepted(TrackDescription track, String protocol, MediaDirection direction, boolean reducedSizeRtcp)
            implements Section {

        Accepted inactive() {
            return new Accepted(track, protocol, MediaDirection.INACTIVE, reducedSizeRtcp);
        }
    }

    /**
     * Answered with port 0.
     *
     * @param mid empty when the offer has none
     */
    record Rejected(String media, String protocol, String format, String mid) implements Section {
        static Rejected of(MediaSection section) {
            return new Rejected(
                    section.media(),
                    section.protocol(),
                    section.formats().getFirst(),
                    section.mid().orElse(""));
        }
    }
}
