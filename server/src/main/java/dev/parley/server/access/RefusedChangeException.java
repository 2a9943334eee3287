package dev.parley.server.access;

/** A change that cannot be made: an unknown or taken name, or a limit; the message is one line and says which. */
public final class RefusedChangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedChangeException(String message) {
        super(message);
    }
}
