package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.MediaFigures;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import org.jspecify.annotations.Nullable;

/**
 * One connection's media as it was looked at last, once a second, by the worker that has the connection. Only {@link
 * #last} and the rates are for other threads, too.
 */
final class ClientSample {

    /**
     * What a look saw.
     *
     * @param connected whether the transport is secured
     * @param gained what came since the look before
     * @param spanMillis since the look before; 0 when there was none
     * @param bitsIn that arrived in the last second
     */
    record Look(
            boolean connected,
            MediaFigures figures,
            MediaCounts counts,
            MediaCounts gained,
            long at,
            long spanMillis,
            long bitsIn) {

        MediaRates rates() {
            return MediaRates.of(gained, spanMillis, bitsIn);
        }
    }

    private final PeerMedia media;
    private final TrackRates tracks = new TrackRates();
    private volatile @Nullable Look last;
    private long round;

    ClientSample(PeerMedia media) {
        this.media = media;
    }

    boolean isOf(PeerMedia other) {
        return media == other;
    }

    /** The round of looks it was last part of. */
    long round() {
        return round;
    }

    void mark(long part) {
        round = part;
    }

    /** Looks again. */
    Look take(long now) {
        Look before = last;
        MediaFigures figures = media.figures(now);
        MediaCounts counts = MediaCounts.of(figures);
        long spanMillis = before == null ? 0 : now - before.at();
        MediaCounts gained = counts.since(before == null ? MediaCounts.NONE : before.counts());
        boolean connected = media.hasTransport() && media.transport().isConnected();
        Look look = new Look(connected, figures, counts, gained, now, spanMillis, bitsIn(now));
        last = look;
        measure(spanMillis);
        return look;
    }

    private long bitsIn(long now) {
        long sum = 0;
        for (IncomingTrack track : media.incoming()) {
            sum += track.bitrate(now);
        }
        return sum;
    }

    private void measure(long spanMillis) {
        tracks.begin(spanMillis);
        for (OutgoingTrack track : media.outgoing()) {
            tracks.note(track.mid(), track.octets());
        }
        tracks.end();
    }

    /** What the last look saw, null before the first. */
    @Nullable
    Look last() {
        return last;
    }

    /** Bits of the payloads that were sent on a section in a second. */
    long bitsPerSecond(String mid) {
        return tracks.perSecond(mid) * Byte.SIZE;
    }
}
