package dev.parley.media.bandwidth;

/**
 * One picture that a player watches, as {@link LayerAllocation} sees it: the layers there are, best first, what each
 * was measured to need, and which one it gets. One thread.
 */
public final class Picture {
    /** In place of a layer: nothing is sent. */
    public static final int PAUSED = -1;
    /** No picture has more layers, spatial and temporal ones together. */
    public static final int MOST_LAYERS = 16;

    private static final long FIRST_BACKOFF_MILLIS = 4_000;
    private static final long LONGEST_BACKOFF_MILLIS = 60_000;
    /** An upgrade that had to be taken back within this was a mistake. */
    private static final long SOON_MILLIS = 15_000;

    private final long[] bitrates = new long[MOST_LAYERS];
    private int layers;
    private int choice = PAUSED;
    private int proposal = PAUSED;
    private boolean isNew = true;
    private long backoff = FIRST_BACKOFF_MILLIS;
    private long notBefore = Long.MIN_VALUE;
    private long upgradedAt = Long.MIN_VALUE;
    private int priority;

    /** @param priority pictures with a larger one are served first */
    Picture(int priority) {
        this.priority = priority;
    }

    int priority() {
        return priority;
    }

    void setPriority(int other) {
        priority = other;
    }

    /**
     * Says what can be chosen from now on. A choice stays the same place in the list, unless {@link #keep} says that it
     * has another now.
     *
     * @param bitsPerSecond measured bitrates, best layer first; more than {@code count} are ignored
     * @param count how many layers there are, 0 to {@link #MOST_LAYERS}
     */
    public void offer(long[] bitsPerSecond, int count) {
        if (count < 0 || count > MOST_LAYERS) {
            throw new IllegalArgumentException("a picture has at most " + MOST_LAYERS + " layers, not " + count);
        }
        System.arraycopy(bitsPerSecond, 0, bitrates, 0, count);
        layers = count;
        choice = choice >= count ? count - 1 : choice;
    }

    /** The layer that was chosen has this place in what is offered now. */
    public void keep(int place) {
        if (place < 0 || place >= layers) {
            throw new IllegalArgumentException("there are " + layers + " layers, and none at " + place);
        }
        choice = place;
    }

    /** The place of the layer to send in what was offered, 0 is the best, or {@link #PAUSED}. */
    public int choice() {
        return choice;
    }

    /** Bits per second of the choice. */
    long bitsPerSecond() {
        return bitsPerSecond(choice);
    }

    long best() {
        return layers == 0 ? 0 : bitrates[0];
    }

    private long bitsPerSecond(int layer) {
        return layer == PAUSED ? 0 : bitrates[layer];
    }

    boolean isNew() {
        return isNew;
    }

    void clearProposal() {
        proposal = PAUSED;
    }

    /**
     * Whether there is a better proposal that may be made now; without {@code upgrades}, none better than the choice.
     */
    boolean canStep(boolean upgrades, long now) {
        int next = better(proposal);
        return next != PAUSED && (isNew || rank(next) <= rank(choice) || (upgrades && now >= notBefore));
    }

    /** Bits per second that the next better proposal needs more. */
    long nextStep() {
        return bitrates[better(proposal)] - bitsPerSecond(proposal);
    }

    void takeStep() {
        proposal = better(proposal);
    }

    private int better(int layer) {
        return layer == PAUSED ? layers - 1 : layer == 0 ? PAUSED : layer - 1;
    }

    /** Larger for better. */
    private int rank(int layer) {
        return layer == PAUSED ? 0 : layers - layer;
    }

    boolean isUpgradeProposed() {
        return rank(proposal) > rank(choice);
    }

    boolean isDowngradeProposed() {
        return rank(proposal) < rank(choice);
    }

    boolean isAboveLowest() {
        return rank(choice) > 1;
    }

    /** @param yields whether it becomes worse for the sake of a more important one, which tells nothing of the path */
    void acceptProposal(boolean yields, long now) {
        if (!isNew && isUpgradeProposed()) {
            upgradedAt = now;
        } else if (!isNew && isDowngradeProposed() && !yields) {
            backOff(now);
        }
        isNew = false;
        choice = proposal;
    }

    private void backOff(long now) {
        boolean mistake = upgradedAt != Long.MIN_VALUE && now - upgradedAt < SOON_MILLIS;
        backoff = mistake ? Math.min(2 * backoff, LONGEST_BACKOFF_MILLIS) : FIRST_BACKOFF_MILLIS;
        notBefore = mistake ? now + backoff : Long.MIN_VALUE;
    }
}
