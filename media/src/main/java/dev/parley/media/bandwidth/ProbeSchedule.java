package dev.parley.media.bandwidth;

/**
 * When to probe, how fast and how much. Layers are steps: while the next better one is not sent, nothing else tells
 * whether it would fit. So from time to time a short burst, of padding where there is no media, goes out faster than
 * the estimate; never faster than what is wanted. One thread.
 */
final class ProbeSchedule {

    /**
     * What is known at a moment.
     *
     * @param estimate bits per second
     * @param ceiling up to where it is worth knowing, bits per second
     * @param quiet whether no queue stands on the path
     * @param lastDecrease when the estimate last stepped down, {@link Long#MIN_VALUE} for never
     * @param inDoubt whether the last result needs another one
     */
    record Situation(double estimate, double ceiling, boolean quiet, long lastDecrease, boolean inDoubt) {}

    private static final double FIRST_FACTOR = 3;
    private static final double FACTOR = 2;
    /** Once the bottleneck is known, a probe only looks whether it is still there. */
    private static final double CAREFUL_FACTOR = 1.4;

    private static final double NEAR_BOTTLENECK = 0.85;

    private static final long PERIOD_MILLIS = 2_000;
    private static final long DOUBT_MILLIS = 400;
    private static final long AFTER_DECREASE_MILLIS = 700;
    private static final long QUIET_AFTER_DECREASE_MILLIS = 400;

    private static final long DURATION_MILLIS = 40;
    private static final long LONGEST_MILLIS = 250;
    private static final int FEWEST_BYTES = 6_000;
    private static final double SLOWEST = 150_000;
    /** A probe that is not sent by then is given up, and a report that does not come by then too. */
    private static final long GIVEN_UP_MILLIS = 600;

    private static final long REPORT_AWAITED_MILLIS = 1_500;

    private enum State {
        IDLE,
        SENDING,
        AWAITING_REPORT
    }

    private final ProbeMeasurement measurement = new ProbeMeasurement();
    private State state = State.IDLE;
    private long startedAt;
    private long endedAt;
    private double rate;
    private int bytes;
    private boolean anySent;
    private boolean goOn = true;
    private double bottleneck;

    ProbeSchedule() {
        measurement.begin();
    }

    /** Whether what is sent now belongs to a probe. */
    boolean isSending() {
        return state == State.SENDING;
    }

    /** How many bytes of padding are to go out now; begins a probe when one is due. */
    int bytesDue(Situation situation, long now) {
        giveUp(now);
        if (state == State.IDLE && isDue(situation, now)) {
            begin(situation, now);
        }
        if (state != State.SENDING) {
            return 0;
        }
        double allowed = Math.min(bytes, rate * (now - startedAt + 1) / 8_000);
        return Math.max(0, (int) allowed - measurement.sentBytes());
    }

    private void giveUp(long now) {
        boolean tooLong = state == State.SENDING && now - startedAt > GIVEN_UP_MILLIS;
        boolean unheard = state == State.AWAITING_REPORT && now - endedAt > REPORT_AWAITED_MILLIS;
        if (tooLong || unheard) {
            state = State.IDLE;
            endedAt = now;
            goOn = false;
        }
    }

    private boolean isDue(Situation situation, long now) {
        if (situation.estimate() >= situation.ceiling() || !situation.quiet()) {
            return false;
        }
        if (!anySent || goOn) {
            return true;
        }
        boolean decreased = situation.lastDecrease() != Long.MIN_VALUE;
        if (decreased && now - situation.lastDecrease() < QUIET_AFTER_DECREASE_MILLIS) {
            return false;
        }
        boolean decreasedSince = decreased && situation.lastDecrease() > startedAt;
        long pause = situation.inDoubt() ? DOUBT_MILLIS : PERIOD_MILLIS;
        return now - endedAt >= pause || (decreasedSince && now - situation.lastDecrease() >= AFTER_DECREASE_MILLIS);
    }

    private void begin(Situation situation, long now) {
        rate = Math.max(SLOWEST, Math.min(factor(situation.estimate()) * situation.estimate(), situation.ceiling()));
        double wanted = Math.max(FEWEST_BYTES, rate * DURATION_MILLIS / 8_000);
        bytes = (int) Math.min(wanted, rate * LONGEST_MILLIS / 8_000);
        state = State.SENDING;
        startedAt = now;
        anySent = true;
        goOn = false;
        measurement.begin();
    }

    private double factor(double estimate) {
        if (!anySent) {
            return FIRST_FACTOR;
        }
        return estimate > NEAR_BOTTLENECK * bottleneck && bottleneck > 0 ? CAREFUL_FACTOR : FACTOR;
    }

    /** Every packet that goes out while {@link #isSending}. */
    void onSent(long sequence, int size, long now) {
        measurement.onSent(sequence, size);
        if (measurement.sentBytes() >= bytes) {
            state = State.AWAITING_REPORT;
            endedAt = now;
        }
    }

    /** An arrival of any packet. */
    void onArrival(long sequence, long sentAt, long arrivalTicks, int size, boolean overtaken) {
        if (measurement.contains(sequence)) {
            measurement.onArrival(sentAt, arrivalTicks, size, overtaken);
        }
    }

    /**
     * Ends the probe when reports are complete up to {@code reported}.
     *
     * @param inherentLoss what the path loses by itself
     * @return as {@link ProbeMeasurement#result} says
     */
    double takeResult(long reported, double inherentLoss) {
        if (state != State.AWAITING_REPORT || !measurement.isReported(reported)) {
            return 0;
        }
        state = State.IDLE;
        double result = measurement.result(inherentLoss);
        goOn = result > 0;
        bottleneck = Math.max(0, -result);
        return result;
    }
}
