package dev.parley.server.storage;

/** Storage failed while in use: disk full, input or output error, damage. The message says what to do. */
public final class StorageException extends RuntimeException {

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
