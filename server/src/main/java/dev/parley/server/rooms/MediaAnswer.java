package dev.parley.server.rooms;

import dev.parley.media.session.LocalPeer;
import java.util.List;
import java.util.Map;

/**
 * What a room makes of an offer.
 *
 * @param outgoing one for each slot, in the offer's order
 * @param refused what is not published, and why
 */
public record MediaAnswer(LocalPeer local, List<Rooms.OutgoingTrack> outgoing, Map<StreamType, Refusal> refused) {

    public MediaAnswer {
        outgoing = List.copyOf(outgoing);
        refused = Map.copyOf(refused);
    }
}
