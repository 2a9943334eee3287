package dev.parley.server.rooms;

import dev.parley.media.forward.PeerMedia;
import dev.parley.media.session.Codec;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.MediaOffer.Receiving;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Opens and closes the sections on which clients of one room receive. Touched by the room's owner thread only. */
final class Slots {

    private final Subscriptions subscriptions;
    private final RoomHouse house;
    private final String streamPrefix;

    /** @param streamPrefix begins the names of the media streams clients are told */
    Slots(Subscriptions subscriptions, RoomHouse house, String streamPrefix) {
        this.subscriptions = subscriptions;
        this.house = house;
        this.streamPrefix = streamPrefix;
    }

    /**
     * Has exactly those open that an offer names; a section it names no more carries nothing more.
     *
     * @throws EntryRefusedException when the transport has had as many as it can carry in its life
     */
    List<Rooms.OutgoingTrack> negotiate(Participant participant, List<Receiving> offered, long now) {
        requireRoom(participant, offered);
        Set<String> mids = offered.stream().map(slot -> slot.track().mid()).collect(Collectors.toSet());
        for (Slot slot : participant.slots()) {
            if (!mids.contains(slot.track().mid())) {
                vacate(slot, now);
                close(participant, slot);
            }
        }
        return offered.stream()
                .map(slot -> open(participant, slot.track(), streamId(participant, slot), now))
                .toList();
    }

    private static void requireRoom(Participant participant, List<Receiving> offered) {
        long more = offered.stream()
                .filter(receiving -> {
                    Slot known = participant.slot(receiving.track().mid());
                    return known == null || !known.carries(receiving.track());
                })
                .count();
        if (participant.media().sent() + more > PeerMedia.MOST_SENT) {
            throw new EntryRefusedException(
                    EntryRefusedException.Reason.BAD_PARAMETER,
                    Refusal.BAD_PARAMETER,
                    "this peer connection has had " + PeerMedia.MOST_SENT
                            + " slots; keep those there are, or make another connection");
        }
    }

    private String streamId(Participant participant, Receiving slot) {
        String group = slot.group().isEmpty() ? "slot-" + slot.track().mid() : "group-" + slot.group();
        return streamPrefix + participant.sessionId() + "-" + group;
    }

    /** Opens a slot, or finds it when it is open already; one whose formats changed is opened anew for its holder. */
    Rooms.OutgoingTrack open(Participant participant, TrackDescription track, String streamId, long now) {
        Slot known = participant.slot(track.mid());
        if (known != null && known.carries(track)) {
            return describe(participant, known);
        }
        Slot opened = new Slot(send(participant, track), streamId);
        if (known != null) {
            replace(known, opened, now);
            close(participant, known);
        }
        participant.add(opened);
        return describe(participant, opened);
    }

    private void replace(Slot known, Slot opened, long now) {
        Subscription holder = known.holder();
        if (holder != null && opened.track().kind() == holder.type().kind()) {
            subscriptions.move(holder, opened, holder.wish(), now);
        } else {
            vacate(known, now);
        }
    }

    private void vacate(Slot slot, long now) {
        Subscription holder = slot.holder();
        if (holder != null) {
            subscriptions.end(holder, now);
        }
    }

    private static void close(Participant participant, Slot slot) {
        participant.remove(slot);
        slot.track().close();
    }

    private SlotTrack send(Participant participant, TrackDescription track) {
        boolean rtx = track.codecs().stream().anyMatch(Codec::hasRtx);
        return participant.send(
                track,
                house.stallTimeout().toMillis(),
                house.randomSsrc(),
                rtx ? house.randomSsrc() : -1,
                house.randomSequence());
    }

    private static Rooms.OutgoingTrack describe(Participant participant, Slot slot) {
        SlotTrack outgoing = slot.track();
        return new Rooms.OutgoingTrack(
                outgoing.kind(),
                outgoing.mid(),
                outgoing.ssrc(),
                outgoing.rtxSsrc(),
                participant.sessionId(),
                slot.streamId());
    }
}
