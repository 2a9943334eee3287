package dev.parley.server.rooms;

import dev.parley.media.forward.MediaFigures;

/** Those of {@link MediaFigures} that add up over clients, and mean the same here. */
public record MediaCounts(
        long packetsIn,
        long packetsLost,
        long unroutedIn,
        long nacksOut,
        long keyFrameRequestsOut,
        long packetsOut,
        long bytesOut,
        long nacksIn,
        long repeatsOut,
        long keyFrameRequestsIn,
        long paddingOut,
        long droppedOut) {

    public static final MediaCounts NONE = new MediaCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static MediaCounts of(MediaFigures figures) {
        return new MediaCounts(
                figures.packetsIn(),
                figures.packetsLost(),
                figures.unroutedIn(),
                figures.nacksOut(),
                figures.keyFrameRequestsOut(),
                figures.packetsOut(),
                figures.bytesOut(),
                figures.nacksIn(),
                figures.repeatsOut(),
                figures.keyFrameRequestsIn(),
                figures.paddingOut(),
                figures.droppedOut());
    }

    MediaCounts plus(MediaCounts other) {
        return new MediaCounts(
                packetsIn + other.packetsIn,
                packetsLost + other.packetsLost,
                unroutedIn + other.unroutedIn,
                nacksOut + other.nacksOut,
                keyFrameRequestsOut + other.keyFrameRequestsOut,
                packetsOut + other.packetsOut,
                bytesOut + other.bytesOut,
                nacksIn + other.nacksIn,
                repeatsOut + other.repeatsOut,
                keyFrameRequestsIn + other.keyFrameRequestsIn,
                paddingOut + other.paddingOut,
                droppedOut + other.droppedOut);
    }

    /**
     * What came since {@code earlier} counts of the same client. Only what was lost may be less: packets that were
     * missing have come late.
     */
    MediaCounts since(MediaCounts earlier) {
        return new MediaCounts(
                packetsIn - earlier.packetsIn,
                packetsLost - earlier.packetsLost,
                unroutedIn - earlier.unroutedIn,
                nacksOut - earlier.nacksOut,
                keyFrameRequestsOut - earlier.keyFrameRequestsOut,
                packetsOut - earlier.packetsOut,
                bytesOut - earlier.bytesOut,
                nacksIn - earlier.nacksIn,
                repeatsOut - earlier.repeatsOut,
                keyFrameRequestsIn - earlier.keyFrameRequestsIn,
                paddingOut - earlier.paddingOut,
                droppedOut - earlier.droppedOut);
    }

    MediaCounts withLost(long lost) {
        return new MediaCounts(
                packetsIn,
                lost,
                unroutedIn,
                nacksOut,
                keyFrameRequestsOut,
                packetsOut,
                bytesOut,
                nacksIn,
                repeatsOut,
                keyFrameRequestsIn,
                paddingOut,
                droppedOut);
    }
}
