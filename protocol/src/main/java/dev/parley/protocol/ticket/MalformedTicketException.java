package dev.parley.protocol.ticket;

/** A text that is no ticket; the message says at which step reading it failed. */
public final class MalformedTicketException extends Exception {

    public MalformedTicketException(String message) {
        super(message);
    }

    public MalformedTicketException(String message, Throwable cause) {
        super(message, cause);
    }
}
