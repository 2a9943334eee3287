package dev.parley.server.rooms;

import dev.parley.media.session.TrackDescription;
import org.jspecify.annotations.Nullable;

/** A section on which a client receives: one stream after the other, each announced by signalling alone. */
final class Slot {

    private final SlotTrack track;
    private final String streamId;
    private @Nullable Subscription holder;

    /** @param streamId the media stream it belongs to, as the client is told */
    Slot(SlotTrack track, String streamId) {
        this.track = track;
        this.streamId = streamId;
    }

    SlotTrack track() {
        return track;
    }

    /** Whether the section is still offered in the formats agreed for it. */
    boolean carries(TrackDescription offered) {
        TrackDescription agreed = track.description();
        return agreed.kind() == offered.kind() && agreed.codecs().equals(offered.codecs());
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
