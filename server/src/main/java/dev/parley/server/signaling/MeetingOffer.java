package dev.parley.server.signaling;

import dev.parley.media.sdp.MalformedSdpException;
import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.MediaAnswer;
import dev.parley.server.rooms.MediaOffer;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.MediaOffer.Receiving;
import dev.parley.server.rooms.StreamType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The {@code offer} of a signalling client: read before the room is asked, answered after. */
final class MeetingOffer {

    private record Asked(StreamType type, String mid, boolean muted, String small) {

        static Asked read(ClientFrame item) {
            return new Asked(
                    item.choice("source", StreamType.class, StreamType::wireName),
                    item.text("mid"),
                    item.flag("muted"),
                    item.optionalText("small").orElse(""));
        }
    }

    private record Group(String mid, String name) {

        static Group read(ClientFrame item) {
            return new Group(item.text("mid"), item.optionalText("group").orElse(""));
        }
    }

    private static final int MAX_GROUP_LENGTH = 32;

    private final Negotiated negotiated;
    private final MediaOffer media;

    private MeetingOffer(Negotiated negotiated, MediaOffer media) {
        this.negotiated = negotiated;
        this.media = media;
    }

    /**
     * Reads an offer.
     *
     * @throws BadFrameException with what to change
     */
    static MeetingOffer read(ClientFrame offer) {
        List<Asked> asked = offer.objects("publish", StreamType.values().length, Asked::read);
        List<Group> groups = offer.objects("receive", MeetingNegotiation.MAX_SECTIONS, Group::read);
        Negotiated negotiated = negotiate(offer.text("sdp"), asked);
        return new MeetingOffer(
                negotiated,
                new MediaOffer(negotiated.remote(), publishing(negotiated, asked), slots(negotiated, groups)));
    }

    private static Negotiated negotiate(String sdp, List<Asked> asked) {
        try {
            Set<String> mids = asked.stream().map(Asked::mid).collect(Collectors.toSet());
            return MeetingNegotiation.negotiate(SessionDescription.parse(sdp), mids);
        } catch (MalformedSdpException | UnacceptableOfferException unusable) {
            throw BadFrameException.parameter("the offer cannot be answered: " + unusable.getMessage());
        }
    }

    private static List<Publishing> publishing(Negotiated negotiated, List<Asked> asked) {
        Set<StreamType> types = new HashSet<>();
        Set<String> sections = new HashSet<>();
        List<Publishing> publishing = new ArrayList<>();
        for (Asked one : asked) {
            TrackDescription track = section(negotiated, one.mid(), MediaDirection.RECVONLY);
            if (track == null || track.kind() != one.type().kind()) {
                throw BadFrameException.parameter("section " + one.mid() + " does not offer to send "
                        + one.type().wireName());
            }
            if (!types.add(one.type())) {
                throw BadFrameException.parameter(one.type().wireName() + " is in publish twice");
            }
            if (!sections.add(one.mid())) {
                throw BadFrameException.parameter("section " + one.mid() + " is in publish twice");
            }
            if (!one.small().isEmpty() && !track.rids().contains(one.small())) {
                throw BadFrameException.parameter("section " + one.mid() + " offers no layer " + one.small());
            }
            publishing.add(new Publishing(one.type(), track, one.muted(), one.small()));
        }
        return publishing;
    }

    private static List<Receiving> slots(Negotiated negotiated, List<Group> groups) {
        Map<String, String> byMid = new HashMap<>();
        for (Group group : groups) {
            if (group.name().length() > MAX_GROUP_LENGTH || !group.name().matches("[A-Za-z0-9]*")) {
                throw BadFrameException.parameter("group must be at most " + MAX_GROUP_LENGTH + " letters and digits");
            }
            byMid.put(group.mid(), group.name());
        }
        return negotiated
                .accepted()
                .filter(section -> section.direction() == MediaDirection.SENDONLY)
                .map(Negotiated.Accepted::track)
                .map(track -> new Receiving(track, byMid.getOrDefault(track.mid(), "")))
                .toList();
    }

    private static @Nullable TrackDescription section(Negotiated negotiated, String mid, MediaDirection direction) {
        return negotiated
                .accepted()
                .filter(section -> section.direction() == direction
                        && section.track().mid().equals(mid))
                .map(Negotiated.Accepted::track)
                .findFirst()
                .orElse(null);
    }

    MediaOffer media() {
        return media;
    }

    /** What the client is answered. */
    ObjectNode answer(MediaAnswer answer, long originId, long originVersion) {
        Set<String> refused = media.publish().stream()
                .filter(publishing -> answer.refused().containsKey(publishing.type()))
                .map(publishing -> publishing.track().mid())
                .collect(Collectors.toSet());
        String sdp =
                AnswerWriter.write(negotiated, answer.local(), answer.outgoing(), originId, originVersion, refused);
        return ServerFrames.answer(sdp, answer.refused());
    }
}
