package dev.parley.media.forward;

import dev.parley.media.rtcp.ReceptionStatistics;

/** Counts a track's packets over all the streams that follow each other on it, for whoever asks now and then. */
final class UplinkTally {

    private long expectedBefore;
    private long receivedBefore;
    private long expectedTold;
    private long receivedTold;

    /** A stream is over. */
    void add(ReceptionStatistics ended) {
        expectedBefore += ended.totalExpected();
        receivedBefore += ended.totalReceived();
    }

    /** The packets since it was last asked. */
    UplinkCount take(ReceptionStatistics present) {
        long expected = expectedBefore + present.totalExpected();
        long received = receivedBefore + present.totalReceived();
        long expectedNow = expected - expectedTold;
        long receivedNow = received - receivedTold;
        expectedTold = expected;
        receivedTold = received;
        return new UplinkCount(expectedNow, Math.min(receivedNow, expectedNow));
    }
}
