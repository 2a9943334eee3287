package dev.parley.media.bandwidth;

/**
 * The estimate that delay makes: down to a little less than what gets through when a queue grows, up slowly while what
 * is sent comes near it (draft-ietf-rmcat-gcc-02 section 5.5), and to what a probe found at once. What is not sent
 * proves nothing, so the estimate never rises far above what got through. One thread.
 */
final class DelayBasedRate {

    /**
     * What is known at one report. Rates in bits per second, corrected for loss that has nothing to do with the rate.
     *
     * @param recentRate what got through over the last third of a second
     * @param lastingRate what got through over the last second
     * @param queueMillis the standing queue
     * @param heavyLoss whether much more is lost than the path always loses
     * @param roundTripMillis for how soon a step shows its effect
     */
    record Conditions(
            DelayTrend.Usage usage,
            double recentRate,
            double lastingRate,
            double queueMillis,
            boolean heavyLoss,
            double roundTripMillis) {}

    /** What is left after a step down, of what got through. */
    private static final double DECREASE = 0.85;
    /** One step goes down no further, unless a long queue or loss says that it is serious. */
    private static final double MILD_DECREASE = 0.85;

    /** A shorter queue is a frame that comes as a burst, whatever its trend looks like. */
    private static final double LEAST_QUEUE_MILLIS = 25;

    private static final double SERIOUS_QUEUE_MILLIS = 120;
    private static final double GROWTH_PER_SECOND = 1.08;
    /** A capacity that was met before is approached by so many bits a second. */
    private static final double SLOWEST_GROWTH = 10_000;

    private static final double NEAR_CAPACITY = 0.9;
    private static final double CAPACITY_MEMORY = 0.7;
    /** How far above what got through the estimate may rise by itself. */
    private static final double HEADROOM = 1.15;

    private static final double HEADROOM_BITS = 5_000;
    private static final long REACTION_MILLIS = 100;
    private static final long SOONEST_STEP_MILLIS = 150;
    private static final long LATEST_STEP_MILLIS = 400;

    private static final double CLOSE_RESULT = 0.9;
    private static final double CLOSE_WEIGHT = 0.3;

    private final EstimatorSettings settings;
    private double rate;
    private double capacity;
    private double doubtedResult;
    private long lastDecrease;
    private long lastUpdate = Long.MIN_VALUE;
    private boolean decreasedBefore;

    DelayBasedRate(EstimatorSettings settings) {
        this.settings = settings;
        this.rate = settings.start();
    }

    /** Bits per second. */
    double bitsPerSecond() {
        return rate;
    }

    /** When it last stepped down because a queue grew; {@link Long#MIN_VALUE} for never. */
    long lastDecrease() {
        return decreasedBefore ? lastDecrease : Long.MIN_VALUE;
    }

    /** The last probe found less than is believed; another one has to decide. */
    boolean isInDoubt() {
        return doubtedResult > 0;
    }

    /** Takes a report into account; the estimate grows up to {@code ceiling} bits a second at most. */
    void update(Conditions conditions, double ceiling, long now) {
        long elapsed = lastUpdate == Long.MIN_VALUE ? 0 : Math.min(now - lastUpdate, 1_000);
        lastUpdate = now;
        switch (conditions.usage()) {
            case OVERUSED -> decrease(conditions, now);
            case NORMAL -> increase(conditions, ceiling, elapsed);
            case UNDERUSED -> {}
        }
    }

    private void decrease(Conditions conditions, long now) {
        boolean serious = conditions.heavyLoss() || conditions.queueMillis() > SERIOUS_QUEUE_MILLIS;
        boolean harmless = conditions.queueMillis() < LEAST_QUEUE_MILLIS && !conditions.heavyLoss();
        // Going down to what gets through can be done again at once; a fraction needs time to show its effect.
        long effect = (long) conditions.roundTripMillis() + REACTION_MILLIS;
        long step = serious ? SOONEST_STEP_MILLIS : Math.clamp(effect, SOONEST_STEP_MILLIS, LATEST_STEP_MILLIS);
        boolean tooSoon = decreasedBefore && now - lastDecrease < step;
        if (conditions.recentRate() == 0 || tooSoon || harmless) {
            return;
        }
        double toThroughput = DECREASE * conditions.recentRate();
        double target = serious ? toThroughput : Math.max(toThroughput, MILD_DECREASE * rate);
        if (target < rate) {
            learnCapacity(conditions.recentRate());
            rate = settings.clamp(target);
            doubtedResult = 0;
        }
        lastDecrease = now;
        decreasedBefore = true;
    }

    private void learnCapacity(double throughput) {
        capacity = capacity == 0 || Math.abs(throughput - capacity) > capacity / 3
                ? throughput
                : (CAPACITY_MEMORY * capacity) + ((1 - CAPACITY_MEMORY) * throughput);
    }

    private void increase(Conditions conditions, double ceiling, long elapsed) {
        if (conditions.queueMillis() < LEAST_QUEUE_MILLIS && !conditions.heavyLoss()) {
            // Pictures that flowed before anything was known prove as much as a probe.
            rate = settings.clamp(Math.max(rate, conditions.lastingRate()));
        }
        double limit = Math.min(ceiling, (HEADROOM * conditions.lastingRate()) + HEADROOM_BITS);
        if (rate >= limit) {
            return;
        }
        if (rate > capacity * HEADROOM) {
            capacity = 0;
        }
        double seconds = elapsed / 1_000.0;
        double grown = isNearCapacity()
                ? rate + (seconds * Math.max(SLOWEST_GROWTH, rate * 0.02))
                : rate * Math.pow(GROWTH_PER_SECOND, seconds);
        rate = settings.clamp(Math.min(grown, limit));
    }

    private boolean isNearCapacity() {
        return capacity > 0 && rate > NEAR_CAPACITY * capacity;
    }

    /**
     * Takes what a probe found into account. A result far below the estimate counts in full only when the next one says
     * the same: one probe may have met a moment's hiccup.
     *
     * @param found bits per second
     * @param proven bits per second that got through lately, so that no probe can deny it
     */
    void onProbe(double found, double proven) {
        double result = Math.max(found, Math.min(proven, rate));
        if (result >= rate) {
            doubtedResult = 0;
            rate = settings.clamp(result);
        } else if (result >= CLOSE_RESULT * rate) {
            doubtedResult = 0;
            rate = settings.clamp(rate + (CLOSE_WEIGHT * (result - rate)));
        } else if (doubtedResult > 0) {
            rate = settings.clamp(Math.min(rate, Math.max(result, doubtedResult)));
            doubtedResult = 0;
        } else {
            doubtedResult = result;
        }
    }

    /** Nothing is heard any more. */
    void fade(double factor) {
        rate = settings.clamp(rate * factor);
    }
}
