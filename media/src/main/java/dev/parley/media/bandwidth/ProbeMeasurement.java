package dev.parley.media.bandwidth;

import dev.parley.media.rtcp.TransportFeedback;

/**
 * One probe: everything that was sent from its first packet to its last, and how fast it came in. A path that is slower
 * than the probe spreads it, and the rate at which it arrives is what the path carries. One thread.
 */
final class ProbeMeasurement {
    private static final int FEWEST_PACKETS = 4;
    private static final double LEAST_SHARE = 0.4;
    /** What arrives so much slower than it was sent has met a bottleneck. */
    private static final double SPREAD = 0.9;

    private static final double CUT = 0.15;
    /** A bottleneck's queue stays empty only when a little less is sent than it carries. */
    private static final double BELOW_BOTTLENECK = 0.95;
    /** Arrivals so much faster than sent were held up on the way and prove nothing. */
    private static final double IMPLAUSIBLE = 2;

    private long first = SentPackets.NONE;
    private long last = SentPackets.NONE;
    private int sentBytes;
    private int packets;
    private int receivedBytes;
    private int bytesUntilLastArrival;
    private long firstSent;
    private long lastSent;
    private int lastSentBytes;
    private long firstArrival;
    private long lastArrival;
    private int firstArrivalBytes;

    void begin() {
        first = SentPackets.NONE;
        last = SentPackets.NONE;
        sentBytes = 0;
        packets = 0;
        receivedBytes = 0;
        bytesUntilLastArrival = 0;
        firstSent = Long.MAX_VALUE;
        lastSent = Long.MIN_VALUE;
        firstArrival = Long.MAX_VALUE;
        lastArrival = Long.MIN_VALUE;
    }

    void onSent(long sequence, int bytes) {
        first = first == SentPackets.NONE ? sequence : first;
        last = sequence;
        sentBytes += bytes;
    }

    int sentBytes() {
        return sentBytes;
    }

    /** Whether reports up to this packet say all there is. */
    boolean isReported(long reported) {
        return last != SentPackets.NONE && reported >= last;
    }

    boolean contains(long sequence) {
        return first != SentPackets.NONE && sequence >= first && sequence <= last;
    }

    /** @param overtaken whether a packet sent later came before it, so that its time says nothing */
    void onArrival(long sentAt, long arrivalTicks, int bytes, boolean overtaken) {
        packets++;
        receivedBytes += bytes;
        firstSent = Math.min(firstSent, sentAt);
        if (sentAt >= lastSent) {
            lastSent = sentAt;
            lastSentBytes = bytes;
        }
        if (arrivalTicks < firstArrival) {
            firstArrival = arrivalTicks;
            firstArrivalBytes = bytes;
        }
        if (!overtaken && arrivalTicks > lastArrival) {
            lastArrival = arrivalTicks;
            bytesUntilLastArrival = receivedBytes;
        }
    }

    /**
     * What the probe found.
     *
     * @param inherentLoss what the path loses by itself
     * @return bits per second, negative when the path carries no more than that; 0 when nothing can be said
     */
    double result(double inherentLoss) {
        double sentMillis = lastSent - firstSent;
        double arrivedMillis = (lastArrival - firstArrival) / (double) TransportFeedback.TICKS_PER_MILLISECOND;
        if (packets < FEWEST_PACKETS
                || receivedBytes < LEAST_SHARE * sentBytes
                || sentMillis <= 0
                || arrivedMillis <= 0) {
            return 0;
        }
        double sendRate = (receivedBytes - lastSentBytes) * 8_000.0 / sentMillis;
        double arrivalRate = (bytesUntilLastArrival - firstArrivalBytes) * 8_000.0 / arrivedMillis;
        if (arrivalRate > IMPLAUSIBLE * sendRate) {
            return 0;
        }
        // A bottleneck without a queue does not spread a probe, but cuts it.
        boolean isCut = receivedBytes < (1 - inherentLoss - CUT) * sentBytes;
        return isCut || arrivalRate < SPREAD * sendRate
                ? -BELOW_BOTTLENECK * Math.min(sendRate, arrivalRate)
                : Math.min(sendRate, arrivalRate);
    }
}
