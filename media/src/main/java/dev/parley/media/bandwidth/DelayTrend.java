package dev.parley.media.bandwidth;

import dev.parley.media.rtcp.TransportFeedback;

/**
 * Whether a queue grows on the path. Packets that left together are a group; how much later a group arrives than the
 * one before, compared to how much later it left, is how much the queue grew in between. The slope of the line through
 * the last groups' smoothed sums of that is the trend (draft-ietf-rmcat-gcc-02 section 5, with a line in place of the
 * filter, as browsers have it). It counts as overuse when it is above a threshold that adapts to how much the path
 * wavers by itself. One thread.
 */
final class DelayTrend {

    /** What the path is made to carry. */
    enum Usage {
        /** The queue stays as it is. */
        NORMAL,
        /** It grows. */
        OVERUSED,
        /** It gets shorter. */
        UNDERUSED
    }

    private static final long GROUP_MILLIS = 5;
    private static final long LONGEST_BURST_MILLIS = 100;
    /** Groups further apart than this say nothing about each other. */
    private static final double LONGEST_GAP_MILLIS = 3_000;

    private static final int POINTS = 20;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4;
    private static final int FULL_WEIGHT_GROUPS = 60;

    private final double[] arrivals = new double[POINTS];
    private final double[] delays = new double[POINTS];
    private final OveruseThreshold threshold = new OveruseThreshold();
    private final QueueDelay queue = new QueueDelay();

    private boolean groupOpen;
    private boolean previousKnown;
    private boolean gap;
    private long firstSent;
    private long lastSent;
    private double firstArrival;
    private double lastArrival;
    private long previousSent;
    private double previousArrival;

    private int groups;
    private double arrival;
    private double delay;
    private double smoothed;
    private double trend;

    /** A packet that arrived; in the order they were sent. */
    void onPacket(long sentAt, long arrivalTicks) {
        double arrivedAt = arrivalTicks / (double) TransportFeedback.TICKS_PER_MILLISECOND;
        if (!groupOpen) {
            open(sentAt, arrivedAt);
        } else if (sentAt < firstSent) {
            return;
        } else if (belongsToGroup(sentAt, arrivedAt)) {
            lastSent = Math.max(lastSent, sentAt);
            lastArrival = Math.max(lastArrival, arrivedAt);
        } else {
            close();
            open(sentAt, arrivedAt);
        }
    }

    /** Packets were left out here, whose effect on the queue is not to be taken for a trend. */
    void skip() {
        if (groupOpen) {
            close();
            groupOpen = false;
            gap = true;
        }
    }

    private void open(long sentAt, double arrivedAt) {
        groupOpen = true;
        firstSent = sentAt;
        lastSent = sentAt;
        firstArrival = arrivedAt;
        lastArrival = arrivedAt;
    }

    private boolean belongsToGroup(long sentAt, double arrivedAt) {
        if (sentAt - firstSent <= GROUP_MILLIS) {
            return true;
        }
        // What comes out of a queue that was blocked comes at once, and is one group.
        double sinceLast = arrivedAt - lastArrival;
        return sinceLast <= GROUP_MILLIS
                && sinceLast < sentAt - lastSent
                && arrivedAt - firstArrival < LONGEST_BURST_MILLIS;
    }

    private void close() {
        double sendDelta = lastSent - previousSent;
        double arrivalDelta = lastArrival - previousArrival;
        boolean comparable = previousKnown && Math.abs(arrivalDelta) < LONGEST_GAP_MILLIS;
        if (comparable) {
            queue.add(arrivalDelta - sendDelta, lastSent);
        }
        if (comparable && !gap) {
            update(sendDelta, arrivalDelta);
        }
        gap = false;
        previousKnown = true;
        previousSent = lastSent;
        previousArrival = lastArrival;
    }

    private void update(double sendDelta, double arrivalDelta) {
        arrival += arrivalDelta;
        delay += arrivalDelta - sendDelta;
        smoothed = (SMOOTHING * smoothed) + ((1 - SMOOTHING) * delay);
        arrivals[groups % POINTS] = arrival;
        delays[groups % POINTS] = smoothed;
        groups++;
        if (groups >= POINTS) {
            trend = slope();
        }
        threshold.update(Math.min(groups, FULL_WEIGHT_GROUPS) * trend * GAIN, trend, sendDelta, lastSent);
    }

    private double slope() {
        double meanArrival = mean(arrivals);
        double meanDelay = mean(delays);
        double together = 0;
        double square = 0;
        for (int point = 0; point < POINTS; point++) {
            double distance = arrivals[point] - meanArrival;
            together += distance * (delays[point] - meanDelay);
            square += distance * distance;
        }
        return square == 0 ? trend : together / square;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Nothing is dropped, so a delay that stays is the path's own. */
    void settle() {
        queue.settle(lastSent);
    }

    Usage usage() {
        return threshold.usage();
    }

    /** How much longer packets take than the fastest of the last seconds, in milliseconds. */
    double queueMillis() {
        return queue.millis();
    }
}
