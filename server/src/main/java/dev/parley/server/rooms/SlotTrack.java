package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The track a client gets on one of its sections, as the room sees it: on the room's own thread, wherever the client's
 * connection is. What flows is what the room was told of; see {@link dev.parley.media.forward.OutgoingTrack} for what
 * the methods do.
 */
interface SlotTrack {

    TrackDescription description();

    long ssrc();

    /** Of its retransmissions, or -1. */
    long rtxSsrc();

    boolean isFlowing();

    /** What flows, null for nothing. */
    @Nullable
    IncomingTrack source();

    void play(IncomingTrack source);

    void switchTo(IncomingTrack source);

    /**
     * Leaves to the media engine which of these layers flows, by what the connection carries; the best first. One that
     * is alone may lose frames, or rest while it would starve the sound. To be said anew after each {@link #play}.
     *
     * @param priority pictures with a larger one are served first
     */
    void choose(List<IncomingTrack> layers, int priority);

    void stop();

    /** Ends it for good. */
    void close();

    default MediaKind kind() {
        return description().kind();
    }

    default String mid() {
        return description().mid();
    }

    /** Whether the client was promised that format. */
    default boolean accepts(Codec incoming) {
        return description().codecs().stream().anyMatch(codec -> codec.name().equals(incoming.name()));
    }
}
