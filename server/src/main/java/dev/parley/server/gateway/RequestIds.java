package dev.parley.server.gateway;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Fresh request ids: lower-case UUIDs of version 4 (spec/01 §7). Random bits are drawn for many at once, because a
 * draw costs as much as reading a whole call. Safe for use by any thread.
 */
public final class RequestIds implements Supplier<String> {

    private static final int DRAWN_AT_ONCE = 256;

    private final SecureRandom random;
    private final byte[] bits = new byte[DRAWN_AT_ONCE * 2 * Long.BYTES];
    private final ByteBuffer drawn = ByteBuffer.wrap(bits);

    public RequestIds(SecureRandom random) {
        this.random = random;
        drawn.position(drawn.limit());
    }

    @Override
    public String get() {
        long most;
        long least;
        synchronized (this) {
            if (!drawn.hasRemaining()) {
                random.nextBytes(bits);
                drawn.rewind();
            }
            most = drawn.getLong();
            least = drawn.getLong();
        }
        return new UUID((most & ~0xF000L) | 0x4000L, (least & ~(0b11L << 62)) | (0b10L << 62)).toString();
    }
}
