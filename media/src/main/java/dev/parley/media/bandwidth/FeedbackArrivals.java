package dev.parley.media.bandwidth;

import dev.parley.media.rtcp.TransportFeedback;
import java.util.Arrays;

/**
 * What one feedback message says of packets that were sent: their numbers, and their arrivals on a clock that does not
 * wrap. Reused from message to message. One thread.
 */
final class FeedbackArrivals {
    static final long LOST = Long.MIN_VALUE;
    /** How many packets later one is looked for that overtook. */
    private static final int REORDERING = 16;

    private long[] sequences = new long[64];
    private long[] arrivals = new long[64];
    private int count;
    private boolean clockKnown;
    private long clock;
    private long highestReported = SentPackets.NONE;

    /**
     * Reads a message.
     *
     * @return false when it is about packets that were never sent: then it is a lie or a mistake, and left alone
     */
    boolean read(TransportFeedback feedback, SentPackets sent) {
        count = 0;
        long first = sent.unwrap(feedback.baseSequence());
        long last = first + feedback.statusCount() - 1;
        if (sent.highest() == SentPackets.NONE || last > sent.highest() || first < 0) {
            return false;
        }
        feedback.rewind();
        for (long sequence = first; feedback.next(); sequence++) {
            if (sent.knows(sequence)) {
                add(sequence, feedback.isReceived() ? unwrap(feedback.arrivalTicks()) : LOST);
            }
        }
        highestReported = Math.max(highestReported, last);
        return true;
    }

    private void add(long sequence, long arrival) {
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, count * 2);
            arrivals = Arrays.copyOf(arrivals, count * 2);
        }
        sequences[count] = sequence;
        arrivals[count] = arrival;
        count++;
    }

    private long unwrap(int ticks) {
        clock = clockKnown ? clock + (ticks - (int) clock) : Integer.toUnsignedLong(ticks);
        clockKnown = true;
        return clock;
    }

    /** Whether a later packet came before: then it was late by accident, not by a queue. */
    boolean wasOvertaken(int place) {
        for (int later = place + 1; later < Math.min(count, place + REORDERING); later++) {
            if (arrivals[later] != LOST && arrivals[later] < arrivals[place]) {
                return true;
            }
        }
        return false;
    }

    int count() {
        return count;
    }

    long sequence(int place) {
        return sequences[place];
    }

    /** In quarters of a millisecond, or {@link #LOST}. */
    long arrival(int place) {
        return arrivals[place];
    }

    /** The newest packet that any message was about. */
    long highestReported() {
        return highestReported;
    }
}
