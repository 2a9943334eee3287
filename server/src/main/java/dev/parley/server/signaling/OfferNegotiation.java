package dev.parley.server.signaling;

import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.Rooms;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From an offer to what is answered (spec/15 §3.4, §4): pure, and all or nothing. Both entry points throw
 * {@link UnacceptableOfferException} for an offer that cannot be answered as a whole, and
 * {@link dev.parley.media.sdp.MalformedSdpException} for attributes that break their grammar.
 */
final class OfferNegotiation {

    static final int MAX_SECTIONS = 8;

    private final SessionDescription offer;
    private final Choice choice;

    /** What a door answers to a section of one kind. */
    private interface Choice {
        /** Whether an offered direction suits this door. */
        boolean accepts(MediaDirection offered);

        String directionAdvice();

        Pick pick(MediaKind kind, MediaSection section);
    }

    private record Pick(Codec codec, MediaDirection answered) {

        /** AV1's payloads do not tell their layers themselves. */
        boolean isDescribed() {
            return answered == MediaDirection.RECVONLY && codec.name().equals(OfferedFormats.AV1);
        }
    }

    private OfferNegotiation(SessionDescription offer, Choice choice) {
        this.offer = offer;
        this.choice = choice;
    }

    /** Answers somebody who publishes (WHIP). */
    static Negotiated publish(SessionDescription offer) {
        return new OfferNegotiation(offer, new PublishChoice()).negotiate();
    }

    /** Answers somebody who plays a publisher (WHEP), with nothing but that publisher's codecs. */
    static Negotiated play(SessionDescription offer, Rooms.Publisher publisher) {
        return new OfferNegotiation(offer, new PlayChoice(publisher)).negotiate();
    }

    private Negotiated negotiate() {
        OfferShape.check(offer);
        List<Negotiated.Section> sections =
                offer.sections().stream().map(this::answer).toList();
        List<MediaSection> carried = OfferShape.carriedInBundleOrder(offer);
        Negotiated negotiated = new Negotiated(
                OfferedTransport.read(offer, carried), sections, bundle(carried), Negotiated.mixedExtensions(offer));
        if (negotiated.tracks().isEmpty()) {
            throw new UnacceptableOfferException("None of the offered sections can be played: the publisher sends only "
                    + "the other kind; offer both audio and video.");
        }
        return negotiated;
    }

    private List<String> bundle(List<MediaSection> carried) {
        return offer.bundles().isEmpty()
                ? List.of()
                : carried.stream().flatMap(section -> section.mid().stream()).toList();
    }

    private Negotiated.Section answer(MediaSection section) {
        if (!OfferShape.isCarried(section)) {
            return Negotiated.Rejected.of(section);
        }
        MediaDirection direction = offer.directionOf(section);
        if (!choice.accepts(direction)) {
            throw new UnacceptableOfferException("The " + section.media() + " section is a=" + direction.attributeName()
                    + "; " + choice.directionAdvice());
        }
        MediaKind kind = OfferShape.kind(section).orElseThrow();
        Pick pick = choice.pick(kind, section);
        OfferedStreams streams = new OfferedStreams(section);
        TrackDescription track = new TrackDescription(
                kind,
                section.mid().orElse(""),
                List.of(pick.codec()),
                streams.extensions(pick.isDescribed()),
                streams.ssrcs(),
                streams.repairs(),
                pick.answered() == MediaDirection.RECVONLY && kind == MediaKind.VIDEO ? streams.layers() : List.of());
        return new Negotiated.Accepted(track, section.protocol(), pick.answered(), section.hasAttribute("rtcp-rsize"));
    }

    static UnacceptableOfferException noCodec(MediaKind kind) {
        return new UnacceptableOfferException(
                switch (kind) {
                    case AUDIO -> "The audio section has no codec we accept; offer opus/48000/2.";
                    case VIDEO ->
                        "The video section has no codec we accept; offer H264 with packetization-mode=1 "
                                + "(baseline, main or high profile), VP8, VP9 of profile 0 or AV1.";
                });
    }

    private record PublishChoice() implements Choice {
        @Override
        public boolean accepts(MediaDirection offered) {
            return offered == MediaDirection.SENDONLY || offered == MediaDirection.SENDRECV;
        }

        @Override
        public String directionAdvice() {
            return "to publish, offer a=sendonly.";
        }

        @Override
        public Pick pick(MediaKind kind, MediaSection section) {
            Codec codec = new OfferedFormats(section).best(kind).orElseThrow(() -> noCodec(kind));
            return new Pick(codec, MediaDirection.RECVONLY);
        }
    }

    private record PlayChoice(Rooms.Publisher publisher) implements Choice {
        @Override
        public boolean accepts(MediaDirection offered) {
            return offered == MediaDirection.RECVONLY || offered == MediaDirection.SENDRECV;
        }

        @Override
        public String directionAdvice() {
            return "to play, offer a=recvonly.";
        }

        /**
         * Players offer both kinds before they know what there is. A section of the kind the publisher lacks is
         * answered inactive rather than rejected, since a rejected first section would take the bundle's transport with
         * it.
         */
        @Override
        public Pick pick(MediaKind kind, MediaSection section) {
            OfferedFormats formats = new OfferedFormats(section);
            String sent = sent(kind);
            if (sent == null) {
                return new Pick(formats.best(kind).orElseThrow(() -> noCodec(kind)), MediaDirection.INACTIVE);
            }
            Optional<Codec> codec = formats.matching(sent, parameters(kind));
            return new Pick(
                    codec.orElseThrow(() -> new UnacceptableOfferException("The publisher sends " + sent
                            + ", which the " + section.media() + " section does not offer"
                            + (sent.equals(OfferedFormats.H264) ? " with packetization-mode=1" : "") + "; add it.")),
                    MediaDirection.SENDONLY);
        }

        private @Nullable String sent(MediaKind kind) {
            return switch (kind) {
                case AUDIO -> publisher.audioCodec();
                case VIDEO ->
                    publisher.video() == null ? null : publisher.video().codec();
            };
        }

        private String parameters(MediaKind kind) {
            return kind == MediaKind.VIDEO && publisher.video() != null
                    ? publisher.video().formatParameters()
                    : "";
        }
    }
}
