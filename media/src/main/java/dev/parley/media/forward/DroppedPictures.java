package dev.parley.media.forward;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of one player that lack packets which had waited too long: each needs a key frame. One that is asked for
 * while others still wait would wait behind them, and maybe be dropped like them, and whoever else watches the
 * publisher would pay for it. So it is asked for when nothing waits any more, but not later than after a second.
 */
final class DroppedPictures {

    static final long PATIENCE_MILLIS = 1_000;

    private final List<OutgoingTrack> tracks = new ArrayList<>();
    private long since;

    void add(OutgoingTrack track, long now) {
        if (!tracks.contains(track)) {
            since = tracks.isEmpty() ? now : since;
            tracks.add(track);
        }
    }

    void forget(OutgoingTrack track) {
        tracks.remove(track);
    }

    /** @param waiting whether packets still wait for their turn */
    void tick(boolean waiting, long now) {
        if (tracks.isEmpty() || (waiting && now - since < PATIENCE_MILLIS)) {
            return;
        }
        for (OutgoingTrack track : tracks) {
            track.requestKeyFrame();
        }
        tracks.clear();
    }
}
