package dev.parley.server.rooms;

import org.jspecify.annotations.Nullable;

/**
 * One change of a room, the only way anybody outside the room's owner thread learns of it. Events of one room are
 * published by one thread in ascending {@link Stamp#sequence()}; timestamps never decrease within a room (MET-3).
 *
 * <p>The names of the events in files and stores are those of spec/20 §5.1 (see {@code RoomEventJson}).
 */
public sealed interface RoomEvent {

    Stamp stamp();

    /** The same event at another instant; used when a late event is applied at the room's last time (MET-19). */
    RoomEvent withStamp(Stamp stamp);

    /**
     * What every event carries.
     *
     * @param eventId unique; a repeated id is ignored (MET-19)
     * @param room the room it happened in
     * @param timestamp server time, epoch milliseconds
     * @param sequence ascending per room
     */
    record Stamp(String eventId, RoomKey room, long timestamp, long sequence) {}

    /** A user's session entered the room; an older session of the same user ends with the same timestamp (MET-12). */
    record Entered(Stamp stamp, String sessionId, String userId, SessionKind kind, Role role) implements RoomEvent {
        @Override
        public Entered withStamp(Stamp other) {
            return new Entered(other, sessionId, userId, kind, role);
        }
    }

    /** The session left with its tracks and subscriptions. */
    record Exited(Stamp stamp, String sessionId, ExitReason reason) implements RoomEvent {
        @Override
        public Exited withStamp(Stamp other) {
            return new Exited(other, sessionId, reason);
        }
    }

    /** Nothing has come from the client; stamped with the time of its last packet (MET-11). */
    record ConnectionLost(Stamp stamp, String sessionId) implements RoomEvent {
        @Override
        public ConnectionLost withStamp(Stamp other) {
            return new ConnectionLost(other, sessionId);
        }
    }

    /** A lost client is heard again. */
    record ConnectionRecovered(Stamp stamp, String sessionId) implements RoomEvent {
        @Override
        public ConnectionRecovered withStamp(Stamp other) {
            return new ConnectionRecovered(other, sessionId);
        }
    }

    /**
     * A video layer is published.
     *
     * @param declaredWidth pixels, 0 when the publisher's signalling declares none (MET-6)
     * @param declaredHeight pixels, 0 likewise
     */
    record Published(Stamp stamp, String sessionId, Source source, Layer layer, int declaredWidth, int declaredHeight)
            implements RoomEvent {
        @Override
        public Published withStamp(Stamp other) {
            return new Published(other, sessionId, source, layer, declaredWidth, declaredHeight);
        }
    }

    /** All layers of a source ended: unpublished, muted or blocked. */
    record Unpublished(Stamp stamp, String sessionId, Source source) implements RoomEvent {
        @Override
        public Unpublished withStamp(Stamp other) {
            return new Unpublished(other, sessionId, source);
        }
    }

    /**
     * A key frame of another size was seen, or the layer it came in is called another than before; width and height in
     * pixels.
     *
     * @param rid the stream's name among those of the source (RFC 8852), by which one small layer is told from another
     *     (MET-6); empty when the source has one picture
     */
    record ResolutionChanged(
            Stamp stamp, String sessionId, Source source, Layer layer, String rid, int width, int height)
            implements RoomEvent {

        /** Of a source with one picture of that layer. */
        public ResolutionChanged(Stamp stamp, String sessionId, Source source, Layer layer, int width, int height) {
            this(stamp, sessionId, source, layer, "", width, height);
        }

        @Override
        public ResolutionChanged withStamp(Stamp other) {
            return new ResolutionChanged(other, sessionId, source, layer, rid, width, height);
        }
    }

    /** The session wants a publisher's video; flow is off until {@link FlowChanged} says otherwise. */
    record Subscribed(Stamp stamp, String sessionId, String publisherUserId, Source source) implements RoomEvent {
        @Override
        public Subscribed withStamp(Stamp other) {
            return new Subscribed(other, sessionId, publisherUserId, source);
        }
    }

    /** The session no longer wants it. */
    record Unsubscribed(Stamp stamp, String sessionId, String publisherUserId, Source source) implements RoomEvent {
        @Override
        public Unsubscribed withStamp(Stamp other) {
            return new Unsubscribed(other, sessionId, publisherUserId, source);
        }
    }

    /**
     * What is really forwarded to a subscriber (MET-5).
     *
     * @param layer the layer that flows, or null for none
     * @param rid the stream that flows, as in {@link ResolutionChanged}; empty for none
     */
    record FlowChanged(
            Stamp stamp,
            String sessionId,
            String publisherUserId,
            Source source,
            @Nullable Layer layer,
            String rid) implements RoomEvent {

        public FlowChanged {
            if (layer == null && !rid.isEmpty()) {
                throw new IllegalArgumentException("what does not flow is no stream, not " + rid);
            }
        }

        /** From a source with one picture of that layer. */
        public FlowChanged(
                Stamp stamp, String sessionId, String publisherUserId, Source source, @Nullable Layer layer) {
            this(stamp, sessionId, publisherUserId, source, layer, "");
        }

        @Override
        public FlowChanged withStamp(Stamp other) {
            return new FlowChanged(other, sessionId, publisherUserId, source, layer, rid);
        }
    }

    /** The session's role changed; nothing changes for metering (MET-13). */
    record RoleChanged(Stamp stamp, String sessionId, Role role) implements RoomEvent {
        @Override
        public RoleChanged withStamp(Stamp other) {
            return new RoleChanged(other, sessionId, role);
        }
    }
}
