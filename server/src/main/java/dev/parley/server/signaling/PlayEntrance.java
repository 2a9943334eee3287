package dev.parley.server.signaling;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.protocol.ticket.Permission;
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

    private static final int NO_RIGHT_TO_RECEIVE = -102019;

    private final RoomCalls calls;

    PlayEntrance(RoomCalls calls) {
        this.calls = calls;
    }

    @Override
    public Entered enter(Admission admission, SessionDescription offer, Map<String, String> query) {
        Publisher publisher = publisher(admission.room(), query.get("remoteuserid"));
        Negotiated negotiated = OfferNegotiation.play(offer, permitted(publisher, admission.rights(), offer));
        Rooms.Play request = new Rooms.Play(
                admission.room(),
                admission.userId(),
                admission.rights(),
                negotiated.remote(),
                publisher.userId(),
                negotiated.tracks());
        return new Entered(negotiated, calls.join(calls.rooms().play(request)));
    }

    /** What of the publisher this player may receive: the other kind is answered as if it were not sent. */
    private static Publisher permitted(Publisher publisher, Permissions rights, SessionDescription offer) {
        Publisher permitted = new Publisher(
                publisher.userId(),
                rights.allows(Permission.RECEIVE_AUDIO) ? publisher.audioCodec() : null,
                rights.allows(Permission.RECEIVE_VIDEO) ? publisher.video() : null);
        if (!permitted.equals(publisher) && !isOffered(permitted, offer)) {
            throw new EntryRefusedException(
                    Reason.NO_PERMISSION,
                    NO_RIGHT_TO_RECEIVE,
                    "The PrivateMapKey does not permit to receive what could be played: make a ticket whose permissions"
                            + " include " + Permission.RECEIVE_AUDIO.bit() + " for audio, "
                            + Permission.RECEIVE_VIDEO.bit() + " for video.");
        }
        return permitted;
    }

    private static boolean isOffered(Publisher permitted, SessionDescription offer) {
        return offer.sections().stream()
                .flatMap(section -> OfferShape.kind(section).stream())
                .anyMatch(kind -> switch (kind) {
                    case AUDIO -> permitted.audioCodec() != null;
                    case VIDEO -> permitted.video() != null;
                });
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
