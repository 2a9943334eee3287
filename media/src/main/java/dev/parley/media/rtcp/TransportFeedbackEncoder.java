package dev.parley.media.rtcp;

import dev.parley.media.rtp.BigEndian;

/**
 * The chunks and deltas of a transport-wide feedback message (draft-holmer-rmcat-transport-wide-cc-extensions-01
 * sections 3.1.1 to 3.1.5), written the shortest way that needs no search: a run where one is as long as a vector would
 * be, else a vector of one-bit symbols, and of two-bit ones where some delta is large.
 */
final class TransportFeedbackEncoder {
    private static final int LONGEST_RUN = 0x1FFF;
    private static final int ONE_BIT_STATUSES = 14;
    private static final int TWO_BIT_STATUSES = 7;

    private TransportFeedbackEncoder() {}

    /** How many of the first packets fit into {@code space} bytes of chunks and deltas. */
    static int fitting(int[] deltas, int count, int space) {
        int deltaBytes = 0;
        for (int place = 0; place < count; place++) {
            deltaBytes += symbol(deltas[place]);
            if (chunkBound(place + 1) + deltaBytes > space) {
                return place;
            }
        }
        return count;
    }

    /** Each chunk but the last covers seven packets or more. */
    private static int chunkBound(int count) {
        return 2 * ((count + TWO_BIT_STATUSES - 1) / TWO_BIT_STATUSES);
    }

    private static int symbol(int delta) {
        if (delta == RtcpWriter.NOT_RECEIVED) {
            return TransportFeedback.NOT_RECEIVED;
        }
        if (delta < Short.MIN_VALUE || delta > Short.MAX_VALUE) {
            throw new IllegalArgumentException("no delta of 16 bits: " + delta);
        }
        return delta >= 0 && delta <= 0xFF ? TransportFeedback.SMALL_DELTA : TransportFeedback.LARGE_DELTA;
    }

    /** Writes the chunks of {@code count} packets; answers where they end. */
    static int writeChunks(int[] deltas, int count, byte[] target, int start) {
        int position = start;
        int place = 0;
        while (place < count) {
            int run = runLength(deltas, place, count);
            boolean twoBits = hasLarge(deltas, place, Math.min(count, place + ONE_BIT_STATUSES));
            int span = Math.min(count - place, twoBits ? TWO_BIT_STATUSES : ONE_BIT_STATUSES);
            boolean isRun = run >= span;
            BigEndian.put16(
                    target, position, isRun ? runChunk(deltas[place], run) : vector(deltas, place, span, twoBits));
            position += 2;
            place += isRun ? run : span;
        }
        return position;
    }

    private static int runLength(int[] deltas, int from, int count) {
        int symbol = symbol(deltas[from]);
        int end = from + 1;
        while (end < count && end - from < LONGEST_RUN && symbol(deltas[end]) == symbol) {
            end++;
        }
        return end - from;
    }

    private static int runChunk(int delta, int length) {
        return (symbol(delta) << 13) | length;
    }

    private static int vector(int[] deltas, int from, int span, boolean twoBits) {
        int chunk = twoBits ? 0xC000 : 0x8000;
        for (int place = 0; place < span; place++) {
            chunk |= symbol(deltas[from + place]) << (twoBits ? 12 - (2 * place) : 13 - place);
        }
        return chunk;
    }

    private static boolean hasLarge(int[] deltas, int from, int to) {
        for (int place = from; place < to; place++) {
            if (symbol(deltas[place]) == TransportFeedback.LARGE_DELTA) {
                return true;
            }
        }
        return false;
    }

    /** Writes the deltas of the packets that arrived; answers where they end. */
    static int writeDeltas(int[] deltas, int count, byte[] target, int start) {
        int position = start;
        for (int place = 0; place < count; place++) {
            switch (symbol(deltas[place])) {
                case TransportFeedback.SMALL_DELTA -> target[position++] = (byte) deltas[place];
                case TransportFeedback.LARGE_DELTA -> {
                    BigEndian.put16(target, position, deltas[place]);
                    position += 2;
                }
                default -> {}
            }
        }
        return position;
    }
}
