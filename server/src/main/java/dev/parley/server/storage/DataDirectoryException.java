package dev.parley.server.storage;

import org.jspecify.annotations.Nullable;

/** The data directory cannot be used as it is; the message says why and what to do. */
public final class DataDirectoryException extends RuntimeException {

    public DataDirectoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public DataDirectoryException(String message) {
        this(message, null);
    }
}
