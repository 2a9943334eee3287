package dev.parley.server.tryout;

/** No ticket is given; the message says why and what to do. */
public final class TicketRefusedException extends RuntimeException {

    /** What stands in the way. */
    public enum Reason {
        /** The settings give this visitor none. */
        NOT_FOR_YOU,
        /** There is no enabled application. */
        NO_APPLICATION,
        /** What was asked for cannot be had. */
        BAD_REQUEST
    }

    private final Reason reason;

    public TicketRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
