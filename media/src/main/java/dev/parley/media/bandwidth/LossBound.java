package dev.parley.media.bandwidth;

/**
 * The bound that loss sets. Some paths lose packets whatever is sent, by radio; others because too much is sent, by a
 * shallow queue that delay does not show. To tell them apart it tries: when much more is lost than before it lowers the
 * bound, and when as much is lost after less was sent, the loss is the path's own and the bound is lifted. The idea of
 * a path with a loss of its own and a rate from which on it loses more is that of browsers' second loss-based
 * estimator; finding it by a trial is ours. One thread.
 */
final class LossBound {
    private enum State {
        /** No bound. */
        FREE,
        /** The bound was lowered, to see what becomes of the loss. */
        TRYING,
        /** Less loss with less sent: the bound stays, and rises slowly. */
        BOUND
    }

    private static final long WINDOW_MILLIS = 500;
    private static final int FEWEST_PACKETS = 20;
    /** What was lost before so long a time without packets says nothing any more. */
    private static final long STALE_MILLIS = 2_000;

    private static final double WORRYING_LOSS = 0.15;
    private static final double WORRYING_EXCESS = 0.08;
    private static final double ALARMING_EXCESS = 0.3;
    private static final double CALM_EXCESS = 0.02;
    private static final double GREATEST_INHERENT = 0.5;
    /** Loss comes in bursts; a window alone says little. */
    private static final double SMOOTHING = 0.25;

    private static final double LEARNING = 0.2;
    private static final double UNLEARNING = 0.3;
    private static final double CALM_QUEUE_MILLIS = 40;
    private static final double FULL_QUEUE_MILLIS = 100;

    private static final double DEEPEST_CUT = 0.5;
    private static final double EFFECT = 0.6;
    private static final int WINDOWS_OF_A_CHANGE = 2;
    private static final int WINDOWS_OF_A_TRIAL = 3;
    private static final double GROWTH_PER_WINDOW = 1.04;

    private State state = State.FREE;
    private double bound = Double.MAX_VALUE;
    private double before;
    private double lossBefore;
    private double inherent;
    private int received;
    private int lost;
    private long windowStart = Long.MIN_VALUE;
    private int windows;
    private int worryingWindows;
    private int trialWindows;
    private double trialLoss;
    private double lastLoss;

    /** A packet was reported for the first time. */
    void onReported(boolean arrived) {
        if (arrived) {
            received++;
        } else {
            lost++;
        }
    }

    /** A packet that was reported lost came after all. */
    void onFound() {
        lost = Math.max(0, lost - 1);
        received++;
    }

    /** Bits per second; {@link Double#MAX_VALUE} for none. */
    double bitsPerSecond() {
        return bound;
    }

    /** What the path loses by itself, 0 to 0.5. */
    double inherent() {
        return inherent;
    }

    /** Whether much more is lost than the path loses by itself. */
    boolean isHeavy() {
        return lastLoss > WORRYING_LOSS && lastLoss > inherent + WORRYING_EXCESS;
    }

    /** Whether more is lost than the path loses by itself. */
    boolean isExcessive() {
        return lastLoss > inherent + CALM_EXCESS;
    }

    /**
     * Judges a window when it is over.
     *
     * @param estimate what is believed without this bound, bits per second
     * @param throughput what gets through, uncorrected, bits per second
     * @param queueMillis the standing queue: while it is short, delay knows of no congestion
     */
    void update(double estimate, double throughput, double queueMillis, long now) {
        windowStart = windowStart == Long.MIN_VALUE ? now : windowStart;
        if (received + lost < FEWEST_PACKETS) {
            if (now - windowStart >= STALE_MILLIS) {
                forgetLoss(now);
            }
            return;
        }
        if (now - windowStart < WINDOW_MILLIS) {
            return;
        }
        double loss = lost / (double) (received + lost);
        lastLoss = windows == 0 ? loss : lastLoss + (SMOOTHING * (loss - lastLoss));
        beginWindow(now);
        windows++;
        switch (state) {
            case FREE -> watch(estimate, throughput, queueMillis);
            case TRYING -> judge(loss);
            case BOUND -> rise(estimate, throughput);
        }
    }

    private void beginWindow(long now) {
        windowStart = now;
        received = 0;
        lost = 0;
    }

    /** Hardly anything flowed: what was lost before must not keep probes from finding out what goes now. */
    private void forgetLoss(long now) {
        lastLoss = Math.min(lastLoss, inherent);
        if (state == State.TRYING) {
            state = State.BOUND;
        }
        beginWindow(now);
    }

    private void watch(double estimate, double throughput, double queueMillis) {
        // What a queue drops because it is full is for delay to judge.
        if (!isHeavy() || queueMillis > FULL_QUEUE_MILLIS) {
            worryingWindows = 0;
            learn(queueMillis);
            return;
        }
        worryingWindows++;
        if (worryingWindows >= 3 || lastLoss > inherent + ALARMING_EXCESS) {
            lower(estimate, throughput);
        }
    }

    private void learn(double queueMillis) {
        if (lastLoss < inherent) {
            inherent += UNLEARNING * (lastLoss - inherent);
        } else if (queueMillis < CALM_QUEUE_MILLIS) {
            inherent += Math.max(LEARNING, 1.0 / windows) * (lastLoss - inherent);
        }
    }

    private void lower(double estimate, double throughput) {
        before = Math.min(bound, estimate);
        lossBefore = lastLoss;
        bound = Math.max(DEEPEST_CUT * before, Math.min(before, throughput / (1 - inherent)));
        state = State.TRYING;
        worryingWindows = 0;
        trialWindows = 0;
        trialLoss = 0;
    }

    /** The first windows after the cut are still about what was sent before it: layers need a second to change. */
    private void judge(double loss) {
        trialWindows++;
        if (trialWindows <= WINDOWS_OF_A_CHANGE) {
            return;
        }
        trialLoss += loss;
        if (trialWindows < WINDOWS_OF_A_CHANGE + WINDOWS_OF_A_TRIAL) {
            return;
        }
        double after = trialLoss / WINDOWS_OF_A_TRIAL;
        if (after - inherent <= EFFECT * (lossBefore - inherent)) {
            state = State.BOUND;
        } else {
            inherent = Math.min(after, GREATEST_INHERENT);
            release();
        }
    }

    private void rise(double estimate, double throughput) {
        if (isHeavy()) {
            lower(Math.min(bound, estimate), throughput);
        } else if (!isExcessive()) {
            bound *= GROWTH_PER_WINDOW;
            if (bound > before && bound > estimate) {
                release();
            }
        }
    }

    /** A probe got through: the bound is not below what it found. */
    void onProbe(double found) {
        if (state == State.BOUND && !isHeavy()) {
            bound = Math.max(bound, found);
        }
    }

    private void release() {
        state = State.FREE;
        bound = Double.MAX_VALUE;
    }
}
