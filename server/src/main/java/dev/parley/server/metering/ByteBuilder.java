package dev.parley.server.metering;

import java.util.Arrays;

/**
 * Collects bytes and variable-length numbers (seven bits a byte, lowest first). Not safe for use by several threads.
 */
final class ByteBuilder {

    private byte[] bytes;
    private int length;

    ByteBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** A number that is not negative. */
    void putNumber(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void putBytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** The bytes with their length in front. */
    void putBlock(byte[] block) {
        putNumber(block.length);
        putBytes(block, 0, block.length);
    }

    /** Four bytes, highest first, at a position already written. */
    void setInt(int position, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[position + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The array in use; valid up to {@link #length()} until the next change. */
    byte[] backing() {
        return bytes;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
