package dev.parley.server.rooms;

import dev.parley.media.forward.OutgoingTrack;
import org.jspecify.annotations.Nullable;

/** A section on which a client receives: one stream after the other, each announced by signalling alone. */
final class Slot {

    private final OutgoingTrack track;
    private final String streamId;
    private @Nullable Subscription holder;

    /** @param streamId the media stream it belongs to, as the client is told */
    Slot(OutgoingTrack track, String streamId) {
        this.track = track;
        this.streamId = streamId;
    }

    OutgoingTrack track() {
        return track;
    }

    String streamId() {
        return streamId;
    }

    /** Who uses it, null when it is free. */
    @Nullable
    Subscription holder() {
        return holder;
    }

    void hold(@Nullable Subscription subscription) {
        holder = subscription;
    }
}
