package dev.parley.server.signaling;

import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From the offer of a room's participant to what is answered (docs/signalling.md): pure, and all or nothing. A section
 * that sends is a publication when the participant says so; one that receives is a slot, for whatever is subscribed to
 * later; the rest stays in its place and carries nothing.
 */
final class MeetingNegotiation {

    /** Three publications, and a slot for sound, camera and screen of everybody on a large wall. */
    static final int MAX_SECTIONS = 160;

    private final SessionDescription offer;
    private final Set<String> publishMids;

    private MeetingNegotiation(SessionDescription offer, Set<String> publishMids) {
        this.offer = offer;
        this.publishMids = publishMids;
    }

    /**
     * Answers an offer, the first or a later one.
     *
     * @param publishMids the sections that the participant means to publish with
     * @throws UnacceptableOfferException with what to change
     * @throws dev.parley.media.sdp.MalformedSdpException for attributes that break their grammar
     */
    static Negotiated negotiate(SessionDescription offer, Set<String> publishMids) {
        return new MeetingNegotiation(offer, publishMids).negotiate();
    }

    private Negotiated negotiate() {
        OfferShape.checkMeeting(offer);
        checkPublications();
        List<Negotiated.Section> sections =
                offer.sections().stream().map(this::answer).toList();
        List<MediaSection> carried = OfferShape.carriedInBundleOrder(offer);
        return new Negotiated(
                OfferedTransport.read(offer, carried),
                sections,
                bundle(carried, sections),
                Negotiated.mixedExtensions(offer));
    }

    private void checkPublications() {
        for (String mid : publishMids) {
            boolean sends = offer.sections().stream()
                    .filter(section -> section.mid().equals(Optional.of(mid)) && OfferShape.isCarried(section))
                    .anyMatch(section -> sends(offer.directionOf(section)));
            if (!sends) {
                throw new UnacceptableOfferException(
                        "Section a=mid:" + mid + " is to be published, but the offer has no section of that name "
                                + "that sends; offer it a=sendonly.");
            }
        }
    }

    private static boolean sends(MediaDirection offered) {
        return offered == MediaDirection.SENDONLY || offered == MediaDirection.SENDRECV;
    }

    /** The first that is accepted carries the transport, whichever the offer had tagged (RFC 9143 §7.3). */
    private List<String> bundle(List<MediaSection> carried, List<Negotiated.Section> sections) {
        Set<Negotiated.Section> answered = Set.copyOf(sections);
        return offer.bundles().isEmpty()
                ? List.of()
                : carried.stream()
                        .filter(section -> !answered.contains(Negotiated.Rejected.of(section)))
                        .flatMap(section -> section.mid().stream())
                        .toList();
    }

    private Negotiated.Section answer(MediaSection section) {
        if (!OfferShape.isCarried(section)) {
            return Negotiated.Rejected.of(section);
        }
        MediaKind kind = OfferShape.kind(section).orElseThrow();
        OfferedFormats formats = new OfferedFormats(section);
        MediaDirection offered = offer.directionOf(section);
        if (offered == MediaDirection.RECVONLY) {
            return slot(section, kind, formats);
        }
        boolean published = publishMids.contains(section.mid().orElseThrow());
        return published ? publication(section, kind, formats) : unused(section, kind, formats);
    }

    private static Negotiated.Section publication(MediaSection section, MediaKind kind, OfferedFormats formats) {
        OfferedStreams streams = new OfferedStreams(section);
        Codec codec = formats.best(kind).orElseThrow(() -> OfferNegotiation.noCodec(kind));
        List<String> layers = kind == MediaKind.VIDEO ? streams.layers() : List.of();
        return accepted(
                section,
                new TrackDescription(
                        kind,
                        section.mid().orElseThrow(),
                        List.of(codec),
                        streams.extensions(codec.name().equals(OfferedFormats.AV1)),
                        streams.ssrcs(),
                        streams.repairs(),
                        layers),
                MediaDirection.RECVONLY);
    }

    private static Negotiated.Section slot(MediaSection section, MediaKind kind, OfferedFormats formats) {
        List<Codec> codecs = formats.all(kind);
        if (codecs.isEmpty()) {
            throw OfferNegotiation.noCodec(kind);
        }
        return accepted(section, silent(section, kind, codecs), MediaDirection.SENDONLY);
    }

    /** Stays in the bundle, ready for another offer; without a format to name it can only be rejected. */
    private static Negotiated.Section unused(MediaSection section, MediaKind kind, OfferedFormats formats) {
        Optional<Codec> codec = formats.best(kind);
        return codec.isEmpty()
                ? Negotiated.Rejected.of(section)
                : accepted(section, silent(section, kind, List.of(codec.get())), MediaDirection.INACTIVE);
    }

    private static TrackDescription silent(MediaSection section, MediaKind kind, List<Codec> codecs) {
        OfferedStreams streams = new OfferedStreams(section);
        return new TrackDescription(
                kind, section.mid().orElseThrow(), codecs, streams.extensions(false), List.of(), Map.of(), List.of());
    }

    private static Negotiated.Accepted accepted(
            MediaSection section, TrackDescription track, MediaDirection direction) {
        return new Negotiated.Accepted(track, section.protocol(), direction, section.hasAttribute("rtcp-rsize"));
    }
}
