package dev.parley.server.signaling;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.Rooms;
import java.util.Map;

/** WHIP: the user publishes. A second POST of the same user replaces the first session, so that OBS can reconnect. */
final class PublishEntrance implements Entrance {

    private final RoomCalls calls;

    PublishEntrance(RoomCalls calls) {
        this.calls = calls;
    }

    @Override
    public Entered enter(RoomKey room, String userId, SessionDescription offer, Map<String, String> query) {
        Negotiated negotiated = OfferNegotiation.publish(offer);
        Rooms.Publish request =
                new Rooms.Publish(room, userId, Permissions.ALL, negotiated.remote(), negotiated.tracks());
        return new Entered(negotiated, calls.join(calls.rooms().publish(request)));
    }

    @Override
    public Reply head() {
        return Reply.empty(204);
    }
}
