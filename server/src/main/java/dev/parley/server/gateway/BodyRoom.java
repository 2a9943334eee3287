package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that request bodies may take all together. Bodies are read before anybody knows whose they are, so without
 * it strangers who send many large ones, slowly, would fill the heap that rooms live in. Safe for use by any thread.
 */
final class BodyRoom {

    /** What every request may have: ordinary calls are smaller, and are taken when there is no room for large ones. */
    static final int FREE_BYTES = 16 * 1024;

    private final AtomicLong left;

    /** @param bytes beyond what is free */
    BodyRoom(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** An eighth of what the process may have: a body is held twice for a moment. */
    static BodyRoom ofThisProcess() {
        return new BodyRoom(Runtime.getRuntime().maxMemory() / 8);
    }

    /** Bytes that nobody has taken. */
    long left() {
        return left.get();
    }

    /** A place for one request, which gives back what it took. */
    Place enter() {
        return new Place();
    }

    /** For one thread. */
    final class Place implements AutoCloseable {

        private long taken;

        /**
         * Takes room before it is filled.
         *
         * @throws ApiException {@code ServiceUnavailable} when there is none
         */
        void take(long bytes) {
            if (left.addAndGet(-bytes) < 0) {
                left.addAndGet(bytes);
                throw new ApiException(
                        ApiError.SERVICE_UNAVAILABLE, "The server is reading too many large requests; try again soon.");
            }
            taken += bytes;
        }

        @Override
        public void close() {
            left.addAndGet(taken);
            taken = 0;
        }
    }
}
