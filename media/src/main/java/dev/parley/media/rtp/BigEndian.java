package dev.parley.media.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Unsigned network-order integers in a byte array. Positions count from the start of the array; a position outside the
 * array throws {@link IndexOutOfBoundsException}, so callers check lengths first.
 */
public final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    /** Returns 0..255. */
    public static int unsigned8(byte[] bytes, int position) {
        return bytes[position] & 0xFF;
    }

    /** Returns 0..65535. */
    public static int unsigned16(byte[] bytes, int position) {
        return (short) SHORT.get(bytes, position) & 0xFFFF;
    }

    /** Returns 0..2^24-1. */
    public static int unsigned24(byte[] bytes, int position) {
        return (unsigned8(bytes, position) << 16) | unsigned16(bytes, position + 1);
    }

    /** Returns 0..2^32-1. */
    public static long unsigned32(byte[] bytes, int position) {
        return (int) INT.get(bytes, position) & 0xFFFF_FFFFL;
    }

    /** Returns all 64 bits. */
    public static long bits64(byte[] bytes, int position) {
        return (long) LONG.get(bytes, position);
    }

    /** Writes the low 16 bits of {@code value}. */
    public static void put16(byte[] bytes, int position, int value) {
        SHORT.set(bytes, position, (short) value);
    }

    /** Writes the low 24 bits of {@code value}. */
    public static void put24(byte[] bytes, int position, int value) {
        bytes[position] = (byte) (value >> 16);
        put16(bytes, position + 1, value);
    }

    /** Writes the low 32 bits of {@code value}. */
    public static void put32(byte[] bytes, int position, long value) {
        INT.set(bytes, position, (int) value);
    }

    /** Writes all 64 bits of {@code value}. */
    public static void put64(byte[] bytes, int position, long value) {
        LONG.set(bytes, position, value);
    }
}
