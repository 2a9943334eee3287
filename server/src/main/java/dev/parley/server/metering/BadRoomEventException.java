package dev.parley.server.metering;

import org.jspecify.annotations.Nullable;

/** A line is not a room event of spec/20 §5.1; the message names the field and what it should be. */
public final class BadRoomEventException extends RuntimeException {

    public BadRoomEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public BadRoomEventException(String message) {
        this(message, null);
    }
}
