package dev.parley.server.signaling;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.server.rooms.Rooms.Joined;
import java.util.Map;

/** What tells WHIP from WHEP: how an offer becomes a session of a room. */
interface Entrance {

    /**
     * Enters a user that was checked.
     *
     * @param query the request's parameters
     * @throws dev.parley.server.rooms.EntryRefusedException when the user lacks a right, or the room says no
     * @throws UnacceptableOfferException when the offer cannot be answered
     * @throws ProblemException 503 when the room does not answer in time
     */
    Entered enter(Admission admission, SessionDescription offer, Map<String, String> query);

    /** Answers {@code HEAD} on the endpoint. */
    Reply head();

    record Entered(Negotiated negotiated, Joined joined) {}
}
