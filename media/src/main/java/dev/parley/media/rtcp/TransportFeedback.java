package dev.parley.media.rtcp;

import dev.parley.media.rtp.BigEndian;

/**
 * A transport-wide congestion control feedback message (draft-holmer-rmcat-transport-wide-cc-extensions-01 section
 * 3.1): which of a run of packets, by their transport-wide sequence numbers, arrived, and when. It is a cursor over the
 * bytes it was read from and as short-lived as they are: {@link #next} steps to the first packet and on to each
 * following one, and {@link #sequence}, {@link #isReceived} and {@link #arrivalTicks} are about the packet it stands
 * on. The message was checked before this was made: its chunks cover the packets it claims, and there is a delta for
 * each that arrived.
 */
public final class TransportFeedback {
    /** Arrival times count quarters of a millisecond. */
    public static final int TICKS_PER_MILLISECOND = 4;
    /** The reference time counts 64 ms. */
    static final int TICKS_PER_REFERENCE = 256;

    static final int HEADER = 8;
    /** Where in the header it says how many packets it is about. */
    static final int STATUS_COUNT = 2;

    static final int NOT_RECEIVED = 0;
    static final int SMALL_DELTA = 1;
    static final int LARGE_DELTA = 2;
    static final int RESERVED = 3;

    private static final int VECTOR = 0x8000;
    private static final int TWO_BITS = 0x4000;
    private static final int LONGEST_RUN = 0x1FFF;
    private static final int MALFORMED = -1;

    private final byte[] bytes;
    private final int offset;
    private final int deltas;

    private int index;
    private int chunk;
    private int chunkPosition;
    private int leftInChunk;
    private int deltaPosition;
    private int symbol;
    private int arrivalTicks;

    /** Stands before the first packet of a well-formed message whose base sequence number is at {@code offset}. */
    TransportFeedback(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.deltas = findDeltas(bytes, offset, offset + length);
        if (deltas == MALFORMED) {
            throw new IllegalArgumentException("the message was not checked");
        }
        rewind();
    }

    static boolean isWellFormed(byte[] bytes, int offset, int length) {
        return findDeltas(bytes, offset, offset + length) != MALFORMED;
    }

    /** Where the deltas start, when all chunks and deltas are there. */
    private static int findDeltas(byte[] bytes, int offset, int end) {
        int left = BigEndian.unsigned16(bytes, offset + STATUS_COUNT);
        int position = offset + HEADER;
        int deltaBytes = 0;
        while (left > 0) {
            if (position + 2 > end) {
                return MALFORMED;
            }
            int chunk = BigEndian.unsigned16(bytes, position);
            int statuses = Math.min(left, statuses(chunk));
            int size = deltaBytes(chunk, statuses);
            if (statuses == 0 || size == MALFORMED) {
                return MALFORMED;
            }
            deltaBytes += size;
            left -= statuses;
            position += 2;
        }
        return deltaBytes <= end - position ? position : MALFORMED;
    }

    private static int statuses(int chunk) {
        if ((chunk & VECTOR) == 0) {
            return chunk & LONGEST_RUN;
        }
        return (chunk & TWO_BITS) == 0 ? 14 : 7;
    }

    /** Symbol number {@code place} of a chunk. */
    private static int symbol(int chunk, int place) {
        if ((chunk & VECTOR) == 0) {
            return (chunk >> 13) & 3;
        }
        return (chunk & TWO_BITS) == 0 ? (chunk >> (13 - place)) & 1 : (chunk >> (12 - (2 * place))) & 3;
    }

    /** A symbol's value is the size of its delta in bytes. */
    private static int deltaBytes(int chunk, int statuses) {
        if ((chunk & VECTOR) == 0) {
            return symbol(chunk, 0) == RESERVED ? MALFORMED : symbol(chunk, 0) * statuses;
        }
        int sum = 0;
        for (int place = 0; place < statuses; place++) {
            int symbol = symbol(chunk, place);
            if (symbol == RESERVED) {
                return MALFORMED;
            }
            sum += symbol;
        }
        return sum;
    }

    /** The transport-wide sequence number of the first packet, 0..65535. */
    public int baseSequence() {
        return BigEndian.unsigned16(bytes, offset);
    }

    /** How many packets it is about, 0..65535. */
    public int statusCount() {
        return BigEndian.unsigned16(bytes, offset + STATUS_COUNT);
    }

    /** When the receiver's clock stood where the first delta counts from, in 64 ms, 24 bits. */
    public int referenceTime() {
        return BigEndian.unsigned24(bytes, offset + 4);
    }

    /** The number of this message among the receiver's, 0..255. */
    public int feedbackCount() {
        return BigEndian.unsigned8(bytes, offset + 7);
    }

    /** Goes back to before the first packet. */
    public void rewind() {
        index = -1;
        chunkPosition = offset + HEADER;
        leftInChunk = 0;
        deltaPosition = deltas;
        arrivalTicks = referenceTime() * TICKS_PER_REFERENCE;
    }

    /** Steps to the next packet; false when there is none. */
    public boolean next() {
        if (index + 1 >= statusCount()) {
            return false;
        }
        index++;
        if (leftInChunk == 0) {
            chunk = BigEndian.unsigned16(bytes, chunkPosition);
            chunkPosition += 2;
            leftInChunk = statuses(chunk);
        }
        symbol = symbol(chunk, statuses(chunk) - leftInChunk);
        leftInChunk--;
        arrivalTicks += takeDelta();
        return true;
    }

    private int takeDelta() {
        int delta =
                switch (symbol) {
                    case SMALL_DELTA -> BigEndian.unsigned8(bytes, deltaPosition);
                    case LARGE_DELTA -> (short) BigEndian.unsigned16(bytes, deltaPosition);
                    default -> 0;
                };
        deltaPosition += symbol;
        return delta;
    }

    /** The packet's transport-wide sequence number, 0..65535. */
    public int sequence() {
        return (baseSequence() + index) & 0xFFFF;
    }

    /** Whether the packet had arrived when this was sent. */
    public boolean isReceived() {
        return symbol != NOT_RECEIVED;
    }

    /**
     * When the packet arrived, by the receiver's clock, in quarters of a millisecond; of a packet that did not arrive,
     * the time of the one before it. Wraps around after 12 days, so only differences mean something.
     */
    public int arrivalTicks() {
        return arrivalTicks;
    }
}
