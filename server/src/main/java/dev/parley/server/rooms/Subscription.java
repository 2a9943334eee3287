package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.server.rooms.Seat.Wanted;
import org.jspecify.annotations.Nullable;

/** One stream of one user that another wants, and the slot it comes on. Touched by the room's owner thread only. */
final class Subscription {

    /**
     * What flows on it.
     *
     * @param rid which of the publisher's streams, see {@link RoomEvent.FlowChanged}
     */
    record Flow(Layer layer, String rid) {}

    private final Participant receiver;
    private final Wanted wanted;

    private Slot slot;
    private LayerWish wish;
    private @Nullable IncomingTrack playing;
    private @Nullable Flow told;

    Subscription(Participant receiver, Wanted wanted, Slot slot, LayerWish wish) {
        this.receiver = receiver;
        this.wanted = wanted;
        this.slot = slot;
        this.wish = wish;
        slot.hold(this);
    }

    Participant receiver() {
        return receiver;
    }

    Wanted wanted() {
        return wanted;
    }

    StreamType type() {
        return wanted.type();
    }

    Slot slot() {
        return slot;
    }

    LayerWish wish() {
        return wish;
    }

    void wish(LayerWish other) {
        wish = other;
    }

    /** Comes on another slot from now on; nothing may be playing. */
    void moveTo(Slot other) {
        slot.hold(null);
        slot = other;
        other.hold(this);
    }

    /**
     * Has {@code target} forwarded, or nothing.
     *
     * @param sameUser whether what plays now is of the same publication, so that it may go on until the new layer can
     *     take over
     * @return whether a flow ended by this
     */
    boolean play(@Nullable IncomingTrack target, boolean sameUser) {
        if (target == playing) {
            return false;
        }
        boolean flowing = slot.track().isFlowing();
        if (target == null) {
            slot.track().stop();
        } else if (playing != null && sameUser) {
            slot.track().switchTo(target);
        } else {
            slot.track().play(target);
        }
        boolean ended = flowing && (target == null || !sameUser || playing == null);
        playing = target;
        return ended;
    }

    /** What was asked to be forwarded last. */
    @Nullable
    IncomingTrack playing() {
        return playing;
    }

    /** What flows by the journal's word, null for nothing. */
    @Nullable
    Flow told() {
        return told;
    }

    void setTold(@Nullable Flow flow) {
        told = flow;
    }
}
