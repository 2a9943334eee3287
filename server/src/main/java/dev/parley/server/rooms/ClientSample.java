package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.MediaFigures;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import org.jspecify.annotations.Nullable;

/** One connection's media as it was looked at last, once a second. Used by the room's owner thread only. */
final class ClientSample {

    private final PeerMedia media;
    private final TrackRates tracks = new TrackRates();
    private @Nullable MediaFigures figures;
    private MediaCounts counts = MediaCounts.NONE;
    private MediaCounts gained = MediaCounts.NONE;
    private long taken;
    private long round;
    private long spanMillis;

    ClientSample(PeerMedia media) {
        this.media = media;
    }

    boolean isOf(PeerMedia other) {
        return media == other;
    }

    /** Looks again. */
    void take(long now) {
        MediaFigures latest = media.figures(now);
        spanMillis = figures == null ? 0 : now - taken;
        taken = now;
        figures = latest;
        MediaCounts before = counts;
        counts = MediaCounts.of(latest);
        gained = counts.since(before);
        tracks.begin(spanMillis);
        for (IncomingTrack track : media.incoming()) {
            tracks.note(track, track.statistics().totalReceived());
        }
        for (OutgoingTrack track : media.outgoing()) {
            tracks.note(track, track.octets());
        }
        tracks.end();
    }

    /** The round of looks it was last part of. */
    long round() {
        return round;
    }

    void mark(long part) {
        round = part;
    }

    /** Whether it has been looked at. */
    boolean isTaken() {
        return figures != null;
    }

    /** @throws IllegalStateException before the first look */
    MediaFigures figures() {
        MediaFigures known = figures;
        if (known == null) {
            throw new IllegalStateException("a sample is taken before it is read");
        }
        return known;
    }

    MediaCounts counts() {
        return counts;
    }

    /** What came between the last two looks. */
    MediaCounts gained() {
        return gained;
    }

    /** Between the last two looks; 0 when there was only one. */
    long spanMillis() {
        return spanMillis;
    }

    MediaRates rates() {
        return MediaRates.of(gained, spanMillis);
    }

    /** Packets received or payload bytes sent in a second. */
    long perSecond(Object track) {
        return tracks.perSecond(track);
    }
}
