package dev.parley.media.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of another thread's publishers as the players of this thread see them: each is an {@link IncomingTrack}
 * with a history of its own, so that whatever a player asks for again is answered here. What only the publisher can
 * give, a key frame, is asked of the original. Everything on the players' thread; times are epoch milliseconds.
 */
public final class TrackMirrors {

    /** A publisher that is needed again within this is not attached anew. */
    static final long LINGER_MILLIS = 2_000;

    private final TrackRelay relay;
    private final Executor owner;
    private final LongSupplier now;
    private final List<RelayedTrack> begun = new ArrayList<>();

    /** @param owner runs tasks on the thread of the originals */
    TrackMirrors(TrackRelay relay, Executor owner, LongSupplier now) {
        this.relay = relay;
        this.owner = owner;
        this.now = now;
    }

    /** The track to play in place of that one. */
    public IncomingTrack mirrorOf(RelayedTrack track) {
        IncomingTrack known = track.mirror();
        if (known != null) {
            return known;
        }
        IncomingTrack mirror = new IncomingTrack(track.description(), track.rid(), new Requests(track));
        track.begin(mirror);
        begun.add(track);
        if (track.takeGivenUp()) {
            owner.execute(() -> relay.attach(track));
        }
        return mirror;
    }

    /**
     * As {@link #mirrorOf}, for a player that may come to that track at any time: until it is released as often as it
     * was held, it is carried though nobody plays it.
     */
    public IncomingTrack hold(RelayedTrack track) {
        track.hold();
        return mirrorOf(track);
    }

    /** @throws IllegalStateException when nobody holds it */
    public void release(RelayedTrack track) {
        track.release();
    }

    /** The publisher's own track behind a mirror, null when it is none of these (any more). */
    public @Nullable IncomingTrack originalOf(@Nullable IncomingTrack mirror) {
        for (RelayedTrack track : begun) {
            if (track.mirror() == mirror) {
                return track.original();
            }
        }
        return null;
    }

    /** Gives the packets that wait in the ring to the players; those that come meanwhile have their own turn. */
    void deliver(PacketRing ring) {
        long time = now.getAsLong();
        for (int left = ring.size(); left > 0; left--) {
            try {
                IncomingTrack mirror = ring.track().mirror();
                if (mirror != null) {
                    mirror.receiveCopy(ring.bytes(), ring.length(), ring.stream(), time);
                }
            } finally {
                ring.free();
            }
        }
    }

    void onSenderReport(RelayedTrack track, long stream, SenderClock clock) {
        IncomingTrack mirror = track.mirror();
        if (mirror != null && mirror.generation() == stream) {
            mirror.senderClock().set(clock);
        }
    }

    /** The original has ended. */
    void end(RelayedTrack track) {
        IncomingTrack mirror = track.mirror();
        track.giveUp();
        if (mirror != null) {
            begun.remove(track);
            mirror.end();
        }
    }

    /** Does what is due: asks for key frames, and gives up what nobody needs. */
    public void tick(long time) {
        for (int index = begun.size() - 1; index >= 0; index--) {
            RelayedTrack track = begun.get(index);
            IncomingTrack mirror = track.mirror();
            if (mirror != null) {
                mirror.tick(time);
            }
            track.tick(time);
            if (track.isIdle(time, LINGER_MILLIS)) {
                track.giveUp();
                begun.remove(index);
                owner.execute(() -> relay.detach(track));
            }
        }
    }

    /** What a mirror asks for; the original repairs its own losses, and tells its room the size of the picture. */
    private final class Requests implements IncomingTrack.Upstream {
        private final RelayedTrack track;

        Requests(RelayedTrack track) {
            this.track = track;
        }

        @Override
        public void sendNack(long mediaSsrc, int[] sequences, int count) {}

        @Override
        public void sendKeyFrameRequest(long mediaSsrc) {
            owner.execute(track.original()::requestKeyFrame);
        }

        @Override
        public Object publisher() {
            return track.original().publisher();
        }

        @Override
        public void onPictureSize(IncomingTrack mirror, int width, int height, long at) {}
    }
}
