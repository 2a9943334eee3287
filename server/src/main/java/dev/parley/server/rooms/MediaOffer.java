package dev.parley.server.rooms;

import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import java.util.List;

/**
 * What a client on a seat offers, as negotiated.
 *
 * @param remote its transport; another fingerprint than before means another peer connection
 * @param publish everything it publishes from now on, at most one of each type
 * @param slots the sections it can receive on
 */
public record MediaOffer(RemotePeer remote, List<Publishing> publish, List<Receiving> slots) {

    public MediaOffer {
        publish = List.copyOf(publish);
        slots = List.copyOf(slots);
    }

    /** @param smallRid the RID of the small picture, empty when there is none */
    public record Publishing(StreamType type, TrackDescription track, boolean muted, String smallRid) {}

    /** @param group slots of one group are played together */
    public record Receiving(TrackDescription track, String group) {}
}
