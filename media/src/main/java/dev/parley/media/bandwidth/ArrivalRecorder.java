package dev.parley.media.bandwidth;

import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtcp.TransportFeedback;
import dev.parley.media.rtp.SequenceUnwrapper;
import java.util.Arrays;

/**
 * Remembers when a publisher's packets arrived, by their transport-wide sequence numbers, and reports it as the
 * publisher's congestion control needs it (draft-holmer-rmcat-transport-wide-cc-extensions-01). A report goes on where
 * the last one ended; a packet that comes after it was reported missing is reported once more. One per transport, for
 * one thread; times are epoch milliseconds. Bounded: it knows the last {@link #WINDOW} numbers.
 */
public final class ArrivalRecorder {
    /** Packets further apart than this are never known together: two seconds of 20 Mbit/s. */
    static final int WINDOW = 4_096;
    /** So many packets in a row from before the window mean that the publisher numbers its packets anew. */
    private static final int PACKETS_OF_A_RESTART = 16;
    /** A report is due after as many packets... */
    private static final int MOST_PENDING = 100;
    /** ...or when this many would be likely to have come, within the bounds below. */
    private static final int PENDING_WANTED = 10;

    private static final long SHORTEST_INTERVAL_MILLIS = 50;
    private static final long LONGEST_INTERVAL_MILLIS = 100;
    /** How far back a late packet is still worth reporting. */
    private static final int LONGEST_STEP_BACK = 256;
    /** More than one message can hold. */
    private static final int MOST_IN_A_MESSAGE = 2_048;

    private static final int TICKS_PER_REFERENCE = 64 * TransportFeedback.TICKS_PER_MILLISECOND;
    private static final long NEVER = Long.MIN_VALUE;

    private final long[] arrivals = new long[WINDOW];
    private final int[] deltas = new int[MOST_IN_A_MESSAGE];

    private SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private long next;
    private int beforeWindow;
    private int pending;
    private int feedbackCount;
    private long lastReport = NEVER;
    private long interval = LONGEST_INTERVAL_MILLIS;

    /** Starts with nothing received. */
    public ArrivalRecorder() {
        Arrays.fill(arrivals, NEVER);
    }

    /**
     * Takes note of an arrival.
     *
     * @param transportSequence 0..65535
     */
    public void onPacket(int transportSequence, long now) {
        if (!unwrapper.started()) {
            start(transportSequence, now);
            return;
        }
        long before = unwrapper.highest();
        long sequence = unwrapper.unwrap(transportSequence);
        if (sequence > before) {
            advance(before, sequence);
        } else if (sequence <= before - WINDOW) {
            onPacketFromBeforeTheWindow(transportSequence, now);
            return;
        }
        beforeWindow = 0;
        note(sequence, now);
    }

    private void start(int transportSequence, long now) {
        long sequence = unwrapper.unwrap(transportSequence);
        next = sequence;
        lastReport = lastReport == NEVER ? now : lastReport;
        note(sequence, now);
    }

    private void onPacketFromBeforeTheWindow(int transportSequence, long now) {
        if (++beforeWindow < PACKETS_OF_A_RESTART) {
            return;
        }
        unwrapper = new SequenceUnwrapper();
        Arrays.fill(arrivals, NEVER);
        pending = 0;
        beforeWindow = 0;
        start(transportSequence, now);
    }

    /** Forgets what falls out of the window. */
    private void advance(long before, long sequence) {
        if (sequence - before >= WINDOW) {
            Arrays.fill(arrivals, NEVER);
            pending = 0;
        } else {
            for (long skipped = before + 1; skipped <= sequence; skipped++) {
                arrivals[slot(skipped)] = NEVER;
            }
        }
        next = Math.max(next, sequence - WINDOW + 1);
    }

    private void note(long sequence, long now) {
        if (arrivals[slot(sequence)] != NEVER || sequence < next - LONGEST_STEP_BACK) {
            return;
        }
        arrivals[slot(sequence)] = now;
        next = Math.min(next, sequence);
        pending++;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (WINDOW - 1));
    }

    /** Whether to call {@link #write}: 50 to 100 ms after the last time, sooner when many packets came. */
    public boolean isDue(long now) {
        return pending > 0 && (now - lastReport >= interval || pending >= MOST_PENDING);
    }

    /**
     * Writes one message about what arrived and was not reported. What does not fit is left for the next call, for
     * which {@link #isDue} then asks at once.
     *
     * @param mediaSsrc any source of the publisher
     * @return false, with nothing written, when there is nothing to report or no room for it
     */
    public boolean write(RtcpWriter writer, long senderSsrc, long mediaSsrc, long now) {
        long first = firstArrived();
        if (first == NEVER) {
            return false;
        }
        if (first - next >= MOST_IN_A_MESSAGE) {
            next = first;
        }
        int count = (int) Math.min(MOST_IN_A_MESSAGE, unwrapper.highest() - next + 1);
        long reference = Math.floorDiv(ticks(arrivals[slot(first)]), TICKS_PER_REFERENCE);
        int describable = describe(count, reference);
        int written = writer.transportFeedback(
                senderSsrc, mediaSsrc, feedbackCount, (int) next, reference, deltas, describable);
        if (written == 0) {
            return false;
        }
        feedbackCount++;
        next += written;
        afterReport(written, now);
        return true;
    }

    /** The first packet to report that arrived, or {@link #NEVER}. */
    private long firstArrived() {
        if (unwrapper.started()) {
            for (long sequence = next; sequence <= unwrapper.highest(); sequence++) {
                if (arrivals[slot(sequence)] != NEVER) {
                    return sequence;
                }
            }
        }
        return NEVER;
    }

    private static long ticks(long millis) {
        return millis * TransportFeedback.TICKS_PER_MILLISECOND;
    }

    /** Fills in the deltas; ends early before one that no message can carry. */
    private int describe(int count, long reference) {
        long last = reference * TICKS_PER_REFERENCE;
        for (int place = 0; place < count; place++) {
            long arrival = arrivals[slot(next + place)];
            if (arrival == NEVER) {
                deltas[place] = RtcpWriter.NOT_RECEIVED;
                continue;
            }
            long delta = ticks(arrival) - last;
            if (delta < Short.MIN_VALUE || delta > Short.MAX_VALUE) {
                return place;
            }
            deltas[place] = (int) delta;
            last = ticks(arrival);
        }
        return count;
    }

    private void afterReport(int written, long now) {
        boolean whole = next > unwrapper.highest();
        if (whole) {
            adapt(pending, now - lastReport);
            lastReport = now;
        }
        pending = whole ? 0 : Math.max(1, pending - written);
    }

    /** At high rates reports come more often, so that the publisher hears of a growing queue early. */
    private void adapt(int packets, long elapsed) {
        long wanted = Math.max(1, elapsed) * PENDING_WANTED / Math.max(1, packets);
        interval = Math.clamp(wanted, SHORTEST_INTERVAL_MILLIS, LONGEST_INTERVAL_MILLIS);
    }
}
