package dev.parley.media.container;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unsigned little-endian integers, as IVF and Ogg have them. Positions outside the array throw. */
final class LittleEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int unsigned16(byte[] bytes, int position) {
        return (short) SHORT.get(bytes, position) & 0xFFFF;
    }

    static long unsigned32(byte[] bytes, int position) {
        return (int) INT.get(bytes, position) & 0xFFFF_FFFFL;
    }

    static long bits64(byte[] bytes, int position) {
        return (long) LONG.get(bytes, position);
    }
}
