package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * Bits and Exp-Golomb numbers, of an H.264 NAL unit (ITU-T H.264 sections 7.4.1 and 9.1), whose emulation prevention
 * bytes it skips as it goes, or of plain bytes. Past the end, or at a number of more than 32 bits, it reads zeros and
 * {@link #failed} turns true, so a parser checks once, at its end.
 */
final class BitReader {
    private static final int EMULATION_PREVENTION = 0x03;
    private static final int LONGEST_PREFIX = 31;

    private final boolean escaped;
    private byte[] bytes;
    private int end;
    private int position;
    private int bitsLeft;
    private int current;
    private int zeroBytes;
    private boolean failed;

    /** Reads a NAL unit. */
    BitReader(byte[] bytes, int offset, int length) {
        this(true, bytes, offset, length);
    }

    private BitReader(boolean escaped, byte[] bytes, int offset, int length) {
        this.escaped = escaped;
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Reads bytes that have no emulation prevention. */
    static BitReader plain(byte[] bytes, int offset, int length) {
        return new BitReader(false, bytes, offset, length);
    }

    /** Starts over with other bytes. */
    void reset(byte[] others, int offset, int length) {
        bytes = others;
        position = offset;
        end = offset + length;
        bitsLeft = 0;
        zeroBytes = 0;
        failed = false;
    }

    boolean failed() {
        return failed;
    }

    int bit() {
        if (bitsLeft == 0 && !nextByte()) {
            return 0;
        }
        bitsLeft--;
        return (current >> bitsLeft) & 1;
    }

    boolean flag() {
        return bit() == 1;
    }

    /** An unsigned number of {@code count} bits, at most 31. */
    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 1) | bit();
        }
        return value;
    }

    /** ue(v), at most 2^31-1. */
    int unsignedExpGolomb() {
        int zeros = 0;
        while (!failed && bit() == 0) {
            zeros++;
            if (zeros > LONGEST_PREFIX - 1) {
                failed = true;
            }
        }
        return failed ? 0 : (1 << zeros) - 1 + bits(zeros);
    }

    /** se(v). */
    int signedExpGolomb() {
        int code = unsignedExpGolomb();
        return (code & 1) == 1 ? (code >> 1) + 1 : -(code >> 1);
    }

    private boolean nextByte() {
        if (escaped && zeroBytes >= 2 && position < end && bytes[position] == EMULATION_PREVENTION) {
            position++;
            zeroBytes = 0;
        }
        if (position >= end) {
            failed = true;
            return false;
        }
        current = BigEndian.unsigned8(bytes, position++);
        zeroBytes = current == 0 ? zeroBytes + 1 : 0;
        bitsLeft = 8;
        return true;
    }
}
