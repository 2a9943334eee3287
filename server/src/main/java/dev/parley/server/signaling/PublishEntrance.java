package dev.parley.server.signaling;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.MediaKind;
import dev.parley.protocol.ticket.Permission;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.Rooms;
import java.util.Locale;
import java.util.Map;

/** WHIP: the user publishes. A second POST of the same user replaces the first session, so that OBS can reconnect. */
final class PublishEntrance implements Entrance {

    /** Named after video, and used for audio too (spec/10 §7). */
    private static final int NO_RIGHT_TO_SEND = -102013;

    private final RoomCalls calls;

    PublishEntrance(RoomCalls calls) {
        this.calls = calls;
    }

    @Override
    public Entered enter(Admission admission, SessionDescription offer, Map<String, String> query) {
        Negotiated negotiated = OfferNegotiation.publish(offer);
        negotiated.tracks().forEach(track -> requireRight(admission.rights(), track.kind()));
        Rooms.Publish request = new Rooms.Publish(
                admission.room(), admission.userId(), admission.rights(), negotiated.remote(), negotiated.tracks());
        return new Entered(negotiated, calls.join(calls.rooms().publish(request)));
    }

    /** WHIP knows no partly successful answer (spec/15 §3.4), so one kind without a right refuses both. */
    private static void requireRight(Permissions rights, MediaKind kind) {
        Permission needed = kind == MediaKind.AUDIO ? Permission.SEND_AUDIO : Permission.SEND_VIDEO;
        if (!rights.allows(needed)) {
            throw new EntryRefusedException(
                    Reason.NO_PERMISSION,
                    NO_RIGHT_TO_SEND,
                    "The PrivateMapKey does not permit to send " + kind.name().toLowerCase(Locale.ROOT)
                            + ": leave it out of the offer, or make a ticket whose permissions include "
                            + needed.bit() + ".");
        }
    }

    @Override
    public Reply head() {
        return Reply.empty(204);
    }
}
