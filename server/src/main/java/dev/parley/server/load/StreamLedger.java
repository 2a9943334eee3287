package dev.parley.server.load;

import dev.parley.media.rtp.SequenceUnwrapper;
import java.util.Arrays;

/**
 * Which packets of one stream have come, by their sequence numbers: what is missing, late, or came twice. Looks back
 * {@link #WINDOW} packets. No allocation after construction; for one thread.
 */
final class StreamLedger {

    /** What {@link #take} answers for a packet that fills a hole. */
    static final int LATE = -1;

    /** What {@link #take} answers for a packet that was there already, or is too old to tell. */
    static final int DUPLICATE = -2;

    /** Packets whose coming is remembered. */
    static final int WINDOW = 1_024;

    /** A larger step is a stream that begins anew, not loss. */
    static final int LARGEST_GAP = 8_192;

    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private final long[] seen = new long[WINDOW / Long.SIZE];
    private boolean started;
    private long first;
    private long highest;
    private long latest;
    private long restarts;

    /**
     * Notes a packet.
     *
     * @param sequence 0..65535
     * @return how many numbers were stepped over, mostly 0, or {@link #LATE} or {@link #DUPLICATE}
     */
    int take(int sequence) {
        latest = unwrapper.unwrap(sequence);
        if (!started) {
            start(latest);
            return 0;
        }
        long step = latest - highest;
        if (step <= 0) {
            return old(latest);
        }
        if (step > LARGEST_GAP) {
            restarts++;
            start(latest);
            return 0;
        }
        advance(step);
        return (int) step - 1;
    }

    private void start(long sequence) {
        started = true;
        first = sequence;
        highest = sequence;
        Arrays.fill(seen, 0);
        mark(sequence);
    }

    private void advance(long step) {
        if (step >= WINDOW) {
            Arrays.fill(seen, 0);
        } else {
            for (long passed = highest + 1; passed < highest + step; passed++) {
                clear(passed);
            }
        }
        highest += step;
        mark(highest);
    }

    private int old(long sequence) {
        if (sequence < first || highest - sequence >= WINDOW || isSeen(sequence)) {
            return DUPLICATE;
        }
        mark(sequence);
        return LATE;
    }

    private void mark(long sequence) {
        int bit = (int) sequence & (WINDOW - 1);
        seen[bit >> 6] |= 1L << (bit & 63);
    }

    private void clear(long sequence) {
        int bit = (int) sequence & (WINDOW - 1);
        seen[bit >> 6] &= ~(1L << (bit & 63));
    }

    private boolean isSeen(long sequence) {
        int bit = (int) sequence & (WINDOW - 1);
        return (seen[bit >> 6] & (1L << (bit & 63))) != 0;
    }

    /** The last packet's number, unwrapped. */
    long latest() {
        return latest;
    }

    /** How often the stream began anew. */
    long restarts() {
        return restarts;
    }
}
