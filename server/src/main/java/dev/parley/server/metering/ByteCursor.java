package dev.parley.server.metering;

import java.util.Arrays;

/** Reads what {@link ByteBuilder} wrote; reading past the end is a {@link CorruptSegmentException}. */
final class ByteCursor {

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteCursor(byte[] bytes, int from) {
        this.bytes = bytes;
        this.end = bytes.length;
        this.position = from;
    }

    int position() {
        return position;
    }

    boolean hasMore() {
        return position < end;
    }

    int readByte() {
        if (position >= end) {
            throw new CorruptSegmentException("it ends too early");
        }
        return bytes[position++] & 0xFF;
    }

    long readNumber() {
        int first = readByte();
        if (first < 0x80) {
            return first;
        }
        long value = first & 0x7F;
        for (int shift = 7; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptSegmentException("a number does not end");
    }

    /** A number that must be between 0 and {@code most}. */
    int readSmall(int most) {
        long value = readNumber();
        if (value < 0 || value > most) {
            throw new CorruptSegmentException("a number is out of range");
        }
        return (int) value;
    }

    int readInt() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | readByte();
        }
        return value;
    }

    byte[] readBlock() {
        int length = readSmall(end - position);
        byte[] block = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return block;
    }

    void skip(int count) {
        if (count > end - position) {
            throw new CorruptSegmentException("it ends too early");
        }
        position += count;
    }
}
