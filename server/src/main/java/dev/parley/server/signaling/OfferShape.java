package dev.parley.server.signaling;

import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.MediaKind;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an offer must look like before codecs matter: its sections, and one bundle (spec/15 §3.4). */
final class OfferShape {

    /** RFC 9143 §15.1 advises 16 at most; we only keep answers short. */
    private static final int MAX_MID_LENGTH = 32;

    private static final int MAX_PROTOCOL_LENGTH = 40;

    private OfferShape() {}

    /** Audio or video that the offerer wants, in contrast to disabled sections and data channels. */
    static boolean isCarried(MediaSection section) {
        return !section.isDisabled() && kind(section).isPresent();
    }

    static Optional<MediaKind> kind(MediaSection section) {
        return switch (section.media()) {
            case "audio" -> Optional.of(MediaKind.AUDIO);
            case "video" -> Optional.of(MediaKind.VIDEO);
            default -> Optional.empty();
        };
    }

    /** The sections that carry RTP, the offerer-tagged one first (RFC 9143 §7.2); for offers that pass the check. */
    static List<MediaSection> carriedInBundleOrder(SessionDescription offer) {
        List<String> order =
                offer.bundles().isEmpty() ? List.of() : offer.bundles().getFirst();
        return offer.sections().stream()
                .filter(OfferShape::isCarried)
                .sorted(Comparator.comparingInt(
                        section -> order.indexOf(section.mid().orElse(""))))
                .toList();
    }

    /**
     * An offer of WHIP or WHEP: one section of each kind, one stream.
     *
     * @throws UnacceptableOfferException with what to change
     */
    static void check(SessionDescription offer) {
        List<MediaSection> wanted = wanted(offer);
        checkCount(offer, OfferNegotiation.MAX_SECTIONS);
        checkKinds(wanted);
        checkTransport(offer, wanted);
        checkStream(wanted);
    }

    /**
     * An offer of a room's participant: any number of sections, each with a name.
     *
     * @throws UnacceptableOfferException with what to change
     */
    static void checkMeeting(SessionDescription offer) {
        List<MediaSection> wanted = wanted(offer);
        checkCount(offer, MeetingNegotiation.MAX_SECTIONS);
        checkTransport(offer, wanted);
        require(
                wanted.stream().allMatch(section -> section.mid().isPresent()),
                "Give every section an a=mid: it is what publications and slots are named by.");
    }

    private static List<MediaSection> wanted(SessionDescription offer) {
        return offer.sections().stream()
                .filter(section -> !section.isDisabled())
                .toList();
    }

    private static void checkTransport(SessionDescription offer, List<MediaSection> wanted) {
        require(wanted.stream().anyMatch(OfferShape::isCarried), "Offer an audio or a video section.");
        wanted.forEach(OfferShape::checkSection);
        checkMids(offer);
        checkBundle(offer, wanted);
    }

    private static void checkCount(SessionDescription offer, int most) {
        require(offer.sections().size() <= most, "Offer at most " + most + " media sections.");
    }

    private static void checkKinds(List<MediaSection> wanted) {
        for (String media : List.of("audio", "video", "application")) {
            long count = wanted.stream()
                    .filter(section -> section.media().equals(media))
                    .count();
            require(count <= 1, "Offer at most one " + media + " section; there are " + count + ".");
        }
    }

    private static void checkSection(MediaSection section) {
        require(
                section.protocol().length() <= MAX_PROTOCOL_LENGTH
                        && section.formats().getFirst().length() <= MAX_PROTOCOL_LENGTH,
                "The " + section.media() + " section names an unknown protocol or format.");
        if (section.media().equals("application")) {
            return;
        }
        require(
                kind(section).isPresent(),
                "There is no use for media " + section.media() + "; leave that section out.");
        require(
                section.protocol().endsWith("RTP/SAVPF") || section.protocol().endsWith("RTP/SAVP"),
                "The " + section.media() + " section's protocol must be UDP/TLS/RTP/SAVPF.");
        require(
                section.hasAttribute("rtcp-mux"),
                "The " + section.media() + " section needs a=rtcp-mux; separate RTCP ports are not supported.");
    }

    private static void checkMids(SessionDescription offer) {
        Set<String> seen = new HashSet<>();
        for (MediaSection section : offer.sections()) {
            String mid = section.mid().orElse("");
            require(mid.length() <= MAX_MID_LENGTH, "Use an a=mid of at most " + MAX_MID_LENGTH + " characters.");
            require(mid.isEmpty() || mid.matches("[!#$%&'*+.^_`{|}~0-9A-Za-z-]+"), "An a=mid must be a token.");
            require(mid.isEmpty() || seen.add(mid), "Two sections have the same a=mid:" + mid + ".");
        }
    }

    private static void checkBundle(SessionDescription offer, List<MediaSection> wanted) {
        List<List<String>> bundles = offer.bundles();
        require(bundles.size() <= 1, "Offer one a=group:BUNDLE with all sections; there are " + bundles.size() + ".");
        if (bundles.isEmpty()) {
            require(wanted.size() == 1, "Offer a=group:BUNDLE with all sections; there is one transport only.");
            return;
        }
        for (MediaSection section : wanted) {
            boolean member = section.mid().map(bundles.getFirst()::contains).orElse(false);
            require(member, "The " + section.media() + " section is not in a=group:BUNDLE; put all sections into it.");
        }
    }

    /** A section without stream ({@code -}) or without {@code a=msid} is tolerated. */
    private static void checkStream(List<MediaSection> wanted) {
        List<String> streams = wanted.stream()
                .flatMap(section -> section.msids().stream())
                .map(msid -> msid.split(" ", 2)[0])
                .filter(stream -> !stream.equals("-"))
                .distinct()
                .toList();
        require(streams.size() <= 1, "Offer one MediaStream: all a=msid lines must begin with the same id.");
    }

    private static void require(boolean holds, String advice) {
        if (!holds) {
            throw new UnacceptableOfferException(advice);
        }
    }
}
