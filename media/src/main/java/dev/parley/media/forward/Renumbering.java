package dev.parley.media.forward;

import org.jspecify.annotations.Nullable;

/**
 * Gives consecutive numbers of our own to the numbers of a source, some of which are skipped on purpose: what was
 * skipped leaves no gap, while what is merely missing keeps its place, because it may still arrive. Each number of ours
 * stands for one number of the source, whatever order they come in.
 *
 * <p>While nothing was skipped or marked this is an offset. From then on a ring of the last {@code window} numbers says
 * of each how many had been skipped up to it, so that both directions stay exact.
 */
final class Renumbering {

    /** What is answered for a number that has none. */
    static final long NONE = Long.MIN_VALUE;

    private static final int SKIPPED = 1;
    private static final int BLANK = 2;
    private static final int MARKED = 4;
    private static final int FLAG_BITS = 3;
    private static final int COUNT_MASK = -1 >>> FLAG_BITS;

    private final int window;
    private final long first;
    private final long offset;
    private long highest;
    private long skipped;

    /** The count of skipped numbers up to each, above the flags; null as long as all would be zero. */
    private int @Nullable [] ring;

    /**
     * @param window how far back numbers are known once some were skipped, a power of two
     * @param first the source's first number
     * @param ours the number it gets
     */
    Renumbering(int window, long first, long ours) {
        this.window = window;
        this.first = first;
        this.offset = ours - first;
        this.highest = first - 1;
    }

    /** The highest number of the source so far. */
    long highest() {
        return highest;
    }

    /** The highest number of ours so far, given or kept free. */
    long highestGiven() {
        return highest + offset - skipped;
    }

    /** Our number for one of the source, which is taken up when it is new; {@link #NONE} when it has none. */
    long pass(long number) {
        if (number > highest) {
            advance(number);
        }
        return given(number);
    }

    /** Our number for one of the source that was seen or is missing; {@link #NONE} when it has none. */
    long given(long number) {
        if (number < first || number > highest) {
            return NONE;
        }
        if (ring == null) {
            return number + offset;
        }
        if (number <= highest - window || (entry(number) & SKIPPED) != 0) {
            return NONE;
        }
        return number + offset - skippedUpTo(number);
    }

    /** The number of the source behind one of ours; {@link #NONE} when it is not known any more, or not yet. */
    long original(long ours) {
        if (ring == null) {
            long number = ours - offset;
            return number < first || number > highest ? NONE : number;
        }
        long low = Math.max(first, highest - window + 1);
        long high = highest;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (middle + offset - skippedUpTo(middle) < ours) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // The first with that number is never a skipped one, unless all known ones before it were.
        return given(low) == ours ? low : NONE;
    }

    /**
     * Leaves out a number.
     *
     * @return false when it is not new: then it keeps the number that was kept free for it
     */
    boolean skip(long number) {
        if (number <= highest) {
            return isSkipped(number);
        }
        allocate();
        if (number - 1 > highest) {
            advance(number - 1);
        }
        skipped++;
        highest = number;
        write(number, SKIPPED);
        return true;
    }

    /** Leaves out a new number and all missing ones right before it. */
    void skipThrough(long number) {
        if (number - highest > window) {
            skip(number);
            return;
        }
        while (highest < number) {
            skip(highest + 1);
        }
    }

    /** Whether it was left out. */
    boolean isSkipped(long number) {
        return has(number, SKIPPED);
    }

    /** Notes that our number for it was spent without its content. */
    void blank(long number) {
        note(number, BLANK);
    }

    boolean isBlank(long number) {
        return has(number, BLANK);
    }

    /** Notes that its marker was set. */
    void mark(long number) {
        note(number, MARKED);
    }

    boolean isMarked(long number) {
        return has(number, MARKED);
    }

    private boolean has(long number, int flag) {
        boolean known = number >= first && number <= highest && number > highest - window;
        return ring != null && known && (entry(number) & flag) != 0;
    }

    private void note(long number, int flag) {
        int[] counts = allocate();
        if (number >= first && number <= highest && number > highest - window) {
            counts[(int) number & (window - 1)] |= flag;
        }
    }

    private void advance(long number) {
        long from = Math.max(highest, number - window) + 1;
        highest = number;
        for (long missing = from; ring != null && missing <= number; missing++) {
            write(missing, 0);
        }
    }

    private int[] allocate() {
        if (ring == null) {
            ring = new int[window];
        }
        return ring;
    }

    private void write(long number, int flags) {
        int[] counts = allocate();
        counts[(int) number & (window - 1)] = ((int) skipped << FLAG_BITS) | flags;
    }

    private int entry(long number) {
        int[] counts = ring;
        return counts == null ? 0 : counts[(int) number & (window - 1)];
    }

    /** The ring has the lower bits; within a window they tell the rest. */
    private long skippedUpTo(long number) {
        return skipped - (((int) skipped - (entry(number) >>> FLAG_BITS)) & COUNT_MASK);
    }
}
