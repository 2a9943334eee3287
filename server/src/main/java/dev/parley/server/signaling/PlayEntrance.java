package dev.parley.server.signaling;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.Rooms;
import dev.parley.server.rooms.Rooms.Publisher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WHEP: the user plays the publisher named by {@code remoteuserid=}, or the first there is (spec/15 §2, §4). */
final class PlayEntrance implements Entrance {

    private final RoomCalls calls;

    PlayEntrance(RoomCalls calls) {
        this.calls = calls;
    }

    @Override
    public Entered enter(RoomKey room, String userId, SessionDescription offer, Map<String, String> query) {
        Publisher publisher = publisher(room, query.get("remoteuserid"));
        Negotiated negotiated = OfferNegotiation.play(offer, publisher);
        Rooms.Play request = new Rooms.Play(
                room, userId, Permissions.ALL, negotiated.remote(), publisher.userId(), negotiated.tracks());
        return new Entered(negotiated, calls.join(calls.rooms().play(request)));
    }

    private Publisher publisher(RoomKey room, @Nullable String wanted) {
        if (wanted != null) {
            Identifiers.checkUserId(wanted);
        }
        return calls.await(calls.rooms().publisher(room, wanted))
                .orElseThrow(() -> new EntryRefusedException(
                        Reason.NOBODY_LIVE, 0, "Nobody is publishing in this room yet; try again."));
    }

    /** Lets players discover what is spoken here. */
    @Override
    public Reply head() {
        return Reply.empty(200).with("Content-Type", Reply.SDP);
    }
}
