package dev.parley.media.rtp;

import java.util.Arrays;

/**
 * Decides which lost packets of one received SSRC to ask for again (RFC 4585 section 6.2.1), and when. A gap is asked
 * for once {@link #REORDERING_MILLIS} have passed, then again when no answer came in the time that answers take, until
 * the packet comes, or {@link #MOST_REQUESTS} were made, or {@link #GIVE_UP_MILLIS} have passed since the gap was seen.
 * At most {@link #MOST_OUTSTANDING} packets are waited for; of more, the oldest are given up.
 *
 * <p>How long answers take is learnt from those to the first request, since nobody knows which of several a packet
 * answers. When several were needed, the next packets wait twice as long, in case these were too early, until one
 * request is enough again (Karn's algorithm, RFC 6298 section 3).
 *
 * <p>Owns no clock: time is milliseconds of any steady clock, always the same. One thread. No allocation while nothing
 * is lost.
 */
public final class NackGenerator {
    /** Packets waited for at once: about a second of 2 Mbit/s. A larger hole is repaired by a key frame. */
    public static final int MOST_OUTSTANDING = 200;

    public static final int MOST_REQUESTS = 10;
    public static final long GIVE_UP_MILLIS = 1000;
    /** Most reordering heals within this, and asking costs a packet in each direction. */
    public static final long REORDERING_MILLIS = 5;

    private static final long SHORTEST_RETRY_MILLIS = 50;
    private static final long LONGEST_RETRY_MILLIS = 250;
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final double SMOOTHING = 0.125;
    /** Answers waver: who asks as soon as the usual time has passed asks for half of them twice. */
    private static final double PATIENCE = 1.5;

    private static final int[] NOTHING = {};

    /** Missing packets in ascending order: number, when seen missing, when to ask next, when and how often asked. */
    private final long[] missing = new long[MOST_OUTSTANDING];

    private final long[] seenMillis = new long[MOST_OUTSTANDING];
    private final long[] askMillis = new long[MOST_OUTSTANDING];
    private final long[] askedMillis = new long[MOST_OUTSTANDING];
    private final int[] requests = new int[MOST_OUTSTANDING];
    private int outstanding;

    private boolean started;
    private long highest;
    private double answerMillis = -1;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private long abandoned;

    /**
     * Notes a packet that arrived, first sent or sent again.
     *
     * @param sequence as unwrapped by {@link SequenceUnwrapper}
     * @param answer whether it may have been sent because it was asked for: another one is only late
     */
    public void onPacket(long sequence, boolean answer, long nowMillis) {
        if (!started) {
            started = true;
            highest = sequence;
        } else if (sequence > highest) {
            addMissing(sequence, nowMillis);
            highest = sequence;
        } else {
            remove(sequence, answer, nowMillis);
        }
    }

    /** The sequence numbers, 0..65535 and oldest first, to ask for now; empty for none. The array is the caller's. */
    public int[] poll(long nowMillis) {
        if (nowMillis < nextDeadline()) {
            return NOTHING;
        }
        giveUp(nowMillis);
        int[] due = new int[outstanding];
        int count = 0;
        for (int i = 0; i < outstanding; i++) {
            if (askMillis[i] <= nowMillis) {
                due[count++] = (int) (missing[i] & 0xFFFF);
                requests[i]++;
                askedMillis[i] = nowMillis;
                askMillis[i] = nowMillis + retryMillis;
            }
        }
        return count == 0 ? NOTHING : Arrays.copyOf(due, count);
    }

    /** When {@link #poll} has something to do, {@link Long#MAX_VALUE} for never. */
    public long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < outstanding; i++) {
            next = Math.min(next, Math.min(askMillis[i], seenMillis[i] + GIVE_UP_MILLIS));
        }
        return next;
    }

    /** Packets waited for now. */
    public int outstanding() {
        return outstanding;
    }

    /** Packets given up so far. When it grows, a video stream has a hole only a key frame repairs. */
    public long abandoned() {
        return abandoned;
    }

    /**
     * Stops waiting for everything up to {@code sequence}: a key frame begins there, so nothing before it is needed.
     */
    public void forgetBefore(long sequence) {
        int kept = 0;
        while (kept < outstanding && missing[kept] < sequence) {
            kept++;
        }
        removeFirst(kept);
    }

    private void addMissing(long sequence, long nowMillis) {
        long gap = sequence - highest - 1;
        long tooMany = Math.max(0, gap - MOST_OUTSTANDING);
        int added = (int) (gap - tooMany);
        int pushedOut = Math.max(0, outstanding + added - MOST_OUTSTANDING);
        removeFirst(pushedOut);
        abandoned += tooMany + pushedOut;
        for (long lost = sequence - added; lost < sequence; lost++) {
            missing[outstanding] = lost;
            seenMillis[outstanding] = nowMillis;
            askMillis[outstanding] = nowMillis + REORDERING_MILLIS;
            requests[outstanding] = 0;
            outstanding++;
        }
    }

    private void remove(long sequence, boolean answer, long nowMillis) {
        int index = Arrays.binarySearch(missing, 0, outstanding, sequence);
        if (index >= 0) {
            if (answer && requests[index] == 1) {
                onAnswer(nowMillis - askedMillis[index]);
            } else if (answer && requests[index] > 1) {
                retryMillis = Math.min(2 * retryMillis, LONGEST_RETRY_MILLIS);
            }
            close(index, 1);
        }
    }

    private void onAnswer(long millis) {
        answerMillis = answerMillis < 0 ? millis : answerMillis + SMOOTHING * (millis - answerMillis);
        retryMillis = Math.clamp((long) (PATIENCE * answerMillis), SHORTEST_RETRY_MILLIS, LONGEST_RETRY_MILLIS);
    }

    private void removeFirst(int count) {
        close(0, count);
    }

    /** Moves what follows {@code count} entries at {@code index} over them. */
    private void close(int index, int count) {
        if (count == 0) {
            return;
        }
        int rest = outstanding - index - count;
        System.arraycopy(missing, index + count, missing, index, rest);
        System.arraycopy(seenMillis, index + count, seenMillis, index, rest);
        System.arraycopy(askMillis, index + count, askMillis, index, rest);
        System.arraycopy(askedMillis, index + count, askedMillis, index, rest);
        System.arraycopy(requests, index + count, requests, index, rest);
        outstanding -= count;
    }

    private void giveUp(long nowMillis) {
        for (int i = outstanding - 1; i >= 0; i--) {
            boolean tooOld = nowMillis >= seenMillis[i] + GIVE_UP_MILLIS;
            boolean askedOut = requests[i] >= MOST_REQUESTS && askMillis[i] <= nowMillis;
            if (tooOld || askedOut) {
                close(i, 1);
                abandoned++;
            }
        }
    }
}
