package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.RelayedTrack;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A track to a player whose connection is on another worker. What the room decides is sent there, what flows is told
 * from there. A word that crosses a newer decision to play something else, or nothing, is out of date and not listened
 * to: by it alone the room's events would say that something flows after it was ended. Touched by the room's owner
 * thread only.
 */
final class FarTrack implements SlotTrack {

    private final FarPlayer player;
    private final TrackDescription description;
    private final long ssrc;
    private final long rtxSsrc;

    /** Counts the decisions that end what flowed before. */
    private long decision;

    private @Nullable IncomingTrack source;

    /** What is left to the other worker under that decision. */
    private List<IncomingTrack> choice = List.of();

    private int choicePriority;

    FarTrack(FarPlayer player, TrackDescription description, long ssrc, long rtxSsrc) {
        this.player = player;
        this.description = description;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
    }

    @Override
    public TrackDescription description() {
        return description;
    }

    @Override
    public long ssrc() {
        return ssrc;
    }

    @Override
    public long rtxSsrc() {
        return rtxSsrc;
    }

    @Override
    public boolean isFlowing() {
        return source != null;
    }

    @Override
    public @Nullable IncomingTrack source() {
        return source;
    }

    @Override
    public void play(IncomingTrack wanted) {
        if (wanted.isEnded()) {
            stop();
            return;
        }
        long number = decide();
        RelayedTrack carried = player.carry(wanted);
        player.atVisitor(visitor -> visitor.play(this, carried, number));
    }

    /** Whether something flows that may go on until then, the other worker knows best. */
    @Override
    public void switchTo(IncomingTrack wanted) {
        if (!wanted.isEnded()) {
            RelayedTrack carried = player.carry(wanted);
            player.atVisitor(visitor -> visitor.switchTo(this, carried));
        }
    }

    /** While this lasts, all of them are carried there, because any of them may be the next. */
    @Override
    public void choose(List<IncomingTrack> layers, int priority) {
        if (!layers.equals(choice) || priority != choicePriority) {
            choice = List.copyOf(layers);
            choicePriority = priority;
            List<RelayedTrack> carried = choice.stream().map(player::carry).toList();
            player.atVisitor(visitor -> visitor.choose(this, carried, priority));
        }
    }

    @Override
    public void stop() {
        long number = decide();
        player.atVisitor(visitor -> visitor.stop(this, number));
    }

    @Override
    public void close() {
        decide();
        player.atVisitor(visitor -> visitor.close(this));
    }

    private long decide() {
        source = null;
        choice = List.of();
        decision++;
        return decision;
    }

    /** The first packet of that source was forwarded, under that decision. */
    void onFlowOn(long number, IncomingTrack flowing, long at) {
        if (number == decision && source != flowing) {
            source = flowing;
            player.participant().flowOn(mid(), at);
        }
    }

    /** Nothing was forwarded for the stall timeout. */
    void onFlowOff(long number, long at) {
        if (number == decision) {
            source = null;
            player.participant().flowOff(mid(), at);
        }
    }
}
