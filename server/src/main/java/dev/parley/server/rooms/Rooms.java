package dev.parley.server.rooms;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.protocol.ticket.Permissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The door through which signalling enters people into rooms. Every call is carried out on the owner thread of the room
 * it names; futures fail with {@link EntryRefusedException} when the room says no. Safe for use by any thread.
 */
public interface Rooms {

    /** Enters a user that publishes; an older session of the same user in the room is replaced (spec/10 §4). */
    CompletableFuture<Joined> publish(Publish request);

    /**
     * Who could be played in a room right now: the named user, or the first publisher with video, else with audio.
     * Empty when the room or the publisher does not exist.
     */
    CompletableFuture<Optional<Publisher>> publisher(RoomKey room, @Nullable String userId);

    /**
     * Enters a user that plays one publisher.
     *
     * <p>Fails with {@link EntryRefusedException} of {@link EntryRefusedException.Reason#NOBODY_LIVE} when the
     * publisher is gone or has changed its codecs since it was asked for.
     */
    CompletableFuture<Joined> play(Play request);

    /**
     * Enters a user that can be talked to and that says later what it publishes and receives.
     *
     * <p>Fails with {@link EntryRefusedException} when the room says no.
     */
    CompletableFuture<Seat> enter(Entry entry);

    /**
     * Restarts the ICE of a session's connection; streams go on as they are (RFC 8445 §9).
     *
     * @param credentials the client's new ones
     * @return what the client is to be told, empty when there is no such session (any more)
     */
    CompletableFuture<Optional<LocalPeer>> restart(String sessionId, IceCredentials credentials);

    /** Ends a session; false when there is none of that id (any more). */
    CompletableFuture<Boolean> leave(String sessionId, ExitReason reason);

    /** Whether a session still exists. */
    boolean isPresent(String sessionId);

    /**
     * @param remote the publisher's transport
     * @param tracks at most one of each kind
     */
    record Publish(RoomKey room, String userId, Permissions rights, RemotePeer remote, List<TrackDescription> tracks) {
        public Publish {
            tracks = List.copyOf(tracks);
        }

        Entry entry() {
            return new Entry(room, userId, Family.LIVE, Role.ANCHOR, rights, Door.WHIP, RoomClient.MUTE);
        }
    }

    /**
     * @param publisherUserId who is played
     * @param tracks what the player accepts: the publisher's codec with the player's payload types, one entry a section
     */
    record Play(
            RoomKey room,
            String userId,
            Permissions rights,
            RemotePeer remote,
            String publisherUserId,
            List<TrackDescription> tracks) {
        public Play {
            tracks = List.copyOf(tracks);
        }

        Entry entry() {
            return new Entry(room, userId, Family.LIVE, Role.AUDIENCE, rights, Door.WHEP, RoomClient.MUTE);
        }
    }

    /** A publisher and the codec names of its tracks ({@code opus}, {@code VP8}, {@code H264}), null for none. */
    record Publisher(
            String userId,
            @Nullable String audioCodec,
            @Nullable PublishedVideo video) {}

    /**
     * @param codec encoding name
     * @param formatParameters the publisher's {@code a=fmtp} text, empty for none
     */
    record PublishedVideo(String codec, String formatParameters) {}

    /**
     * A session that was let in.
     *
     * @param sessionId names the session from now on
     * @param outgoing for players, what will be sent, in the order of the request's tracks; empty for publishers
     */
    record Joined(String sessionId, LocalPeer local, List<OutgoingTrack> outgoing) {
        public Joined {
            outgoing = List.copyOf(outgoing);
        }
    }

    /**
     * @param ssrc of the media, unsigned 32 bits
     * @param rtxSsrc of its retransmissions, or -1
     */
    record OutgoingTrack(MediaKind kind, String mid, long ssrc, long rtxSsrc, String cname, String streamId) {}
}
