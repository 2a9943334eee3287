package dev.parley.media.bandwidth;

import dev.parley.media.bandwidth.DelayTrend.Usage;

/** From which trend on a path counts as overused (draft-ietf-rmcat-gcc-02 section 5.4, adaptive threshold). */
final class OveruseThreshold {
    private static final double START = 12.5;
    private static final double LOWEST = 6;
    private static final double HIGHEST = 600;
    /** What is so much higher is no wavering to adapt to. */
    private static final double FARTHEST = 15;

    private static final double UP = 0.0087;
    private static final double DOWN = 0.039;
    private static final double LONGEST_STEP_MILLIS = 100;
    /** Overuse has to last, or a single late group would be one. */
    private static final double LASTING_MILLIS = 10;

    private double threshold = START;
    private double overFor;
    private int overGroups;
    private double previousTrend;
    private long updatedAt = Long.MIN_VALUE;
    private Usage usage = Usage.NORMAL;

    void update(double weighted, double trend, double sendDelta, long now) {
        if (weighted > threshold) {
            overFor += overGroups == 0 ? sendDelta / 2 : sendDelta;
            overGroups++;
            if (overFor > LASTING_MILLIS && overGroups > 1 && trend >= previousTrend) {
                overFor = 0;
                overGroups = 0;
                usage = Usage.OVERUSED;
            }
        } else {
            overFor = 0;
            overGroups = 0;
            usage = weighted < -threshold ? Usage.UNDERUSED : Usage.NORMAL;
        }
        previousTrend = trend;
        adapt(Math.abs(weighted), now);
    }

    private void adapt(double size, long now) {
        double elapsed = updatedAt == Long.MIN_VALUE ? 0 : Math.min((double) now - updatedAt, LONGEST_STEP_MILLIS);
        updatedAt = now;
        if (size <= threshold + FARTHEST) {
            double speed = size < threshold ? DOWN : UP;
            threshold = Math.clamp(threshold + (speed * (size - threshold) * elapsed), LOWEST, HIGHEST);
        }
    }

    Usage usage() {
        return usage;
    }
}
