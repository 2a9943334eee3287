package dev.parley.media.bandwidth;

/**
 * The estimate for players that send no transport-wide feedback: what they say they can take (REMB), lowered when
 * receiver reports tell of loss, as draft-ietf-rmcat-gcc-02 section 6 has it. One thread.
 */
final class ReportedRate {
    private static final double HIGH_LOSS = 0.10;
    private static final double LOW_LOSS = 0.02;
    private static final double GROWTH_PER_SECOND = 1.08;
    private static final long LONGEST_STEP_MILLIS = 1_000;
    private static final long SHORTEST_DECREASE_MILLIS = 800;
    /**
     * A player that finds no limit asks for some more than arrives, browsers for 1.5 times that: it has seen no more,
     * and whether more goes is found out by sending it.
     */
    private static final double LEAST_OVER_SENT = 1.3;

    private static final double MOST_OVER_SENT = 2;
    /** The same again, though less is sent now, is a limit that has nothing to do with what is sent. */
    private static final double SAME = 0.05;

    private static final long LIMIT_MILLIS = 60_000;

    private final EstimatorSettings settings;
    private double remb = Double.MAX_VALUE;
    private double limit;
    private long limitUntil = Long.MIN_VALUE;
    private double lossBased = Double.MAX_VALUE;
    private long lastReport = Long.MIN_VALUE;
    private long lastDecrease;

    ReportedRate(EstimatorSettings settings) {
        this.settings = settings;
    }

    /** @param sentRate bits per second over the last second */
    void onRemb(long bitsPerSecond, double sentRate, long now) {
        boolean tooLittle = bitsPerSecond < LEAST_OVER_SENT * sentRate;
        boolean sameLimit = now < limitUntil && Math.abs(bitsPerSecond - limit) <= SAME * limit;
        if (tooLittle || sameLimit) {
            limit = bitsPerSecond;
            limitUntil = now + LIMIT_MILLIS;
        }
        boolean free = !tooLittle && !sameLimit && sentRate >= settings.lowest();
        remb = free && bitsPerSecond <= MOST_OVER_SENT * sentRate ? settings.highest() : bitsPerSecond;
    }

    /** @param sentRate bits per second over the last second */
    void onLoss(int fractionLost, double sentRate, long now) {
        double loss = fractionLost / 256.0;
        long elapsed = lastReport == Long.MIN_VALUE ? 0 : Math.min(now - lastReport, LONGEST_STEP_MILLIS);
        lastReport = now;
        if (loss > HIGH_LOSS && (lossBased == Double.MAX_VALUE || now - lastDecrease >= SHORTEST_DECREASE_MILLIS)) {
            double from = Math.min(lossBased, Math.min(remb, Math.max(sentRate, (double) settings.lowest())));
            lossBased = settings.clamp(from * (1 - (loss / 2)));
            lastDecrease = now;
        } else if (loss < LOW_LOSS && lossBased < settings.highest()) {
            lossBased *= Math.pow(GROWTH_PER_SECOND, elapsed / 1_000.0);
        }
    }

    boolean isKnown() {
        return remb != Double.MAX_VALUE || lossBased != Double.MAX_VALUE;
    }

    /** Bits per second; the start value when nothing is known. */
    double bitsPerSecond() {
        return isKnown() ? Math.min(remb, lossBased) : settings.start();
    }
}
