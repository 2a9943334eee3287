package dev.parley.server.load;

/**
 * What all peers together have seen since the start. One thread counts, and hands out {@link #copy copies}.
 *
 * <p>{@link #expected} grows by one for each packet a publisher sends and each subscriber of it that is connected then;
 * {@link #missing} by what a stream's sequence numbers step over, and shrinks by what comes late.
 */
final class Counters {
    long sentPackets;
    long sentBytes;

    /** Frames left out because the generator came too late to send them. */
    long skippedFrames;

    /** Packets the generator's own sockets had no room for. */
    long unsentPackets;

    long expected;

    /** Media packets that came for the first time, retransmissions included when they filled a hole. */
    long delivered;

    /** Of them, RTP headers and encryption included. */
    long deliveredBytes;

    long missing;
    long late;
    long duplicates;

    /** Packets of retransmission streams, whether they were of use or not. */
    long retransmissions;

    /** Holes filled by them. */
    long recovered;

    /** Thrown away on purpose ({@code --loss}). */
    long dropped;

    /** Streams that began anew, as {@link StreamLedger} tells. */
    long restarts;

    long sequencesAsked;
    long feedbackPackets;
    long keyFramesAsked;
    long resentPackets;

    /** Whose connection the server ended. */
    long lostPeers;

    Counters copy() {
        return since(new Counters());
    }

    /** What was added after {@code before}. */
    Counters since(Counters before) {
        Counters difference = new Counters();
        difference.sentPackets = sentPackets - before.sentPackets;
        difference.sentBytes = sentBytes - before.sentBytes;
        difference.skippedFrames = skippedFrames - before.skippedFrames;
        difference.unsentPackets = unsentPackets - before.unsentPackets;
        difference.expected = expected - before.expected;
        difference.delivered = delivered - before.delivered;
        difference.deliveredBytes = deliveredBytes - before.deliveredBytes;
        difference.missing = missing - before.missing;
        difference.late = late - before.late;
        difference.duplicates = duplicates - before.duplicates;
        difference.retransmissions = retransmissions - before.retransmissions;
        difference.recovered = recovered - before.recovered;
        difference.dropped = dropped - before.dropped;
        difference.restarts = restarts - before.restarts;
        difference.sequencesAsked = sequencesAsked - before.sequencesAsked;
        difference.feedbackPackets = feedbackPackets - before.feedbackPackets;
        difference.keyFramesAsked = keyFramesAsked - before.keyFramesAsked;
        difference.resentPackets = resentPackets - before.resentPackets;
        difference.lostPeers = lostPeers - before.lostPeers;
        return difference;
    }

    /** Delivered of what was expected; 1 when nothing was. */
    double deliveredShare() {
        return expected == 0 ? 1 : (double) delivered / expected;
    }
}
