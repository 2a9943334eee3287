package dev.parley.media.forward;

/**
 * What one client's media came to since it began, and how its connection is now.
 *
 * @param packetsIn media packets that arrived, without retransmissions
 * @param packetsLost those of its numbers that never came
 * @param unroutedIn media packets that belonged to nothing that was agreed
 * @param nacksOut packets it was asked to send again
 * @param keyFrameRequestsOut key frames it was asked for
 * @param packetsOut media packets sent to it, without retransmissions
 * @param bytesOut their payloads
 * @param nacksIn packets it asked for again
 * @param repeatsOut packets it was sent again
 * @param keyFrameRequestsIn key frames it asked for
 * @param paddingOut packets sent to it only to find out how much its connection carries
 * @param droppedOut packets that waited for their turn until they were too old, or others took their place
 * @param estimate what its connection carries towards it, in bit/s; -1 when it doesn't tell
 * @param roundTripMillis -1 when not known
 */
public record MediaFigures(
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
        long droppedOut,
        long estimate,
        int roundTripMillis) {}
