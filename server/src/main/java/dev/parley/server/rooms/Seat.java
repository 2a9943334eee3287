package dev.parley.server.rooms;

import dev.parley.protocol.ticket.Permissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A session with a voice: what its client may ask of the room. Every call is carried out on the room's owner thread, in
 * the order of the calls of one thread; futures fail with {@link EntryRefusedException} of
 * {@link EntryRefusedException.Reason#NO_SESSION} when the session is over. Safe for use by any thread.
 */
public interface Seat {

    String sessionId();

    /** What the client has to know to begin, or to go on after it missed something. */
    CompletableFuture<View> view();

    /** Publishes, opens slots, restarts ICE: whatever the offer says. */
    CompletableFuture<MediaAnswer> negotiate(MediaOffer offer);

    /** Asks for streams of others; the answer has, in the order of the wishes, why each was not granted. */
    CompletableFuture<List<Optional<Refusal>>> subscribe(List<Wish> wishes);

    /** Ends subscriptions; those that do not exist are passed over. */
    CompletableFuture<Void> unsubscribe(List<Wanted> streams);

    /** Mutes or unmutes; the answer says why not, when nothing of that type is published. */
    CompletableFuture<Optional<Refusal>> mute(StreamType type, boolean muted);

    /**
     * Changes the role and the rights that come with it.
     *
     * @return the role that counts
     */
    CompletableFuture<Role> switchRole(Role role, Permissions rights);

    /** Replaces the rights; what they do not cover ends at once. */
    CompletableFuture<Void> renew(Permissions rights);

    /** Forwards a message, or tells the client why not. */
    void send(RoomMessage message);

    /** What arrived of the client's media since the last time this was asked. */
    CompletableFuture<Uplink> uplink();

    CompletableFuture<Boolean> leave(ExitReason reason);

    /** One stream of one user. */
    record Wanted(String userId, StreamType type) {}

    /** @param mid the slot it shall come on */
    record Wish(Wanted stream, String mid, LayerWish layer) {}

    /**
     * Packets, expected by their numbers and received.
     *
     * @param roundTripMillis -1 when not known
     */
    record Uplink(
            int roundTripMillis, long expectedAudio, long receivedAudio, long expectedVideo, long receivedVideo) {}

    /**
     * A room as one user sees it.
     *
     * @param commId names this life cycle of the room (spec/10 §5.1)
     * @param users everybody to be seen but the user itself
     */
    record View(
            String commId,
            Family family,
            Role role,
            Permissions rights,
            boolean audioBlocked,
            boolean videoBlocked,
            List<RoomNotice.UserState> users) {
        public View {
            users = List.copyOf(users);
        }
    }
}
