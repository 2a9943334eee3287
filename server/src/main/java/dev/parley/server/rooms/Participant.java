package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import dev.parley.media.session.MediaKind;
import org.jspecify.annotations.Nullable;

/** One session of one user in a room, with its media. Touched by the room's owner thread only. */
final class Participant implements PeerMedia.Listener {

    private final Room room;
    private final String sessionId;
    private final String userId;
    private final Role role;
    private final @Nullable String playedUserId;
    private final PeerMedia media;

    private boolean lost;
    private long lingerUntil = Long.MAX_VALUE;

    /** @param playedUserId whom it plays, null for one that publishes */
    Participant(
            Room room,
            String sessionId,
            String userId,
            Role role,
            @Nullable String playedUserId,
            String canonicalName,
            long reporterSsrc) {
        this.room = room;
        this.sessionId = sessionId;
        this.userId = userId;
        this.role = role;
        this.playedUserId = playedUserId;
        this.media = new PeerMedia(this, canonicalName, reporterSsrc);
    }

    String sessionId() {
        return sessionId;
    }

    String userId() {
        return userId;
    }

    Role role() {
        return role;
    }

    PeerMedia media() {
        return media;
    }

    boolean isPublisher() {
        return !media.incoming().isEmpty();
    }

    boolean plays(String publisherUserId) {
        return publisherUserId.equals(playedUserId);
    }

    @Nullable
    String playedUserId() {
        return playedUserId;
    }

    boolean isLost() {
        return lost;
    }

    void setLost(boolean lost) {
        this.lost = lost;
    }

    /** When it is sent home because nobody is left to play; {@link Long#MAX_VALUE} while somebody is. */
    long lingerUntil() {
        return lingerUntil;
    }

    void setLingerUntil(long instant) {
        lingerUntil = instant;
    }

    @Nullable
    IncomingTrack published(MediaKind kind) {
        for (IncomingTrack track : media.incoming()) {
            if (track.kind() == kind) {
                return track;
            }
        }
        return null;
    }

    boolean publishes(MediaKind kind) {
        return published(kind) != null;
    }

    /** Whether what the publisher sends is in formats this player was promised. */
    boolean accepts(Participant publisher) {
        for (OutgoingTrack track : media.outgoing()) {
            IncomingTrack published = publisher.published(track.kind());
            if (published != null && !track.accepts(published.codec())) {
                return false;
            }
        }
        return true;
    }

    /** Gets what the publisher sends of that kind from now on. */
    void attachTo(Participant publisher, MediaKind kind) {
        IncomingTrack published = publisher.published(kind);
        for (OutgoingTrack track : media.outgoing()) {
            if (published != null && track.kind() == kind) {
                track.play(published);
            }
        }
    }

    void detachFrom(Participant publisher) {
        for (MediaKind kind : MediaKind.values()) {
            detachFrom(publisher, kind);
        }
    }

    void detachFrom(Participant publisher, MediaKind kind) {
        IncomingTrack published = publisher.published(kind);
        for (OutgoingTrack track : media.outgoing()) {
            if (published != null && track.kind() == kind) {
                track.stop();
            }
        }
    }

    @Override
    public void onConnected(long now) {
        room.onConnected(this, now);
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        room.onClosed(this, failure);
    }

    @Override
    public void onPictureSize(IncomingTrack track, int width, int height, long now) {
        room.onPictureSize(this, width, height, now);
    }

    @Override
    public void onFlowOn(OutgoingTrack track, long now) {
        if (track.kind() == MediaKind.VIDEO) {
            room.onFlow(this, Layer.BIG, now);
        }
    }

    @Override
    public void onFlowOff(OutgoingTrack track, long at) {
        if (track.kind() == MediaKind.VIDEO) {
            room.onFlow(this, null, at);
        }
    }
}
