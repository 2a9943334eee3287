package dev.parley.media.forward;

import dev.parley.media.codec.VideoSizes;

/**
 * The size of one track's picture, and when it is told. A publisher may change it with each packet, and each change is
 * an event that is stored: one that follows another too soon is told later, when it still is the newest.
 */
final class PictureSize {

    /** No two changes are told in less. */
    static final long INTERVAL_MILLIS = 200;

    private final IncomingTrack track;
    private final IncomingTrack.Upstream upstream;
    private long latest = VideoSizes.UNKNOWN;
    private long told = VideoSizes.UNKNOWN;
    private long changed;
    private long toldAt = Long.MIN_VALUE / 2;

    PictureSize(IncomingTrack track, IncomingTrack.Upstream upstream) {
        this.track = track;
        this.upstream = upstream;
    }

    /** What the last key frame said, to be taken apart by {@link VideoSizes}. */
    long latest() {
        return latest;
    }

    /** @param size {@link VideoSizes#UNKNOWN} in most packets */
    void see(long size, long now) {
        if (size != VideoSizes.UNKNOWN && size != latest) {
            latest = size;
            changed = now;
            tick(now);
        }
    }

    /** Tells what is due, as of its key frame: from the second of that one on it counts (MET-6). */
    void tick(long now) {
        if (latest != told && now - toldAt >= INTERVAL_MILLIS) {
            told = latest;
            toldAt = now;
            upstream.onPictureSize(track, VideoSizes.width(told), VideoSizes.height(told), changed);
        }
    }
}
