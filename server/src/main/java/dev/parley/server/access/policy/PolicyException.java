package dev.parley.server.access.policy;

/** A policy document is not one; the message is one line, names the place and says what is allowed there. */
public final class PolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String place;

    PolicyException(String place, String complaint) {
        super(place + " " + complaint);
        this.place = place;
    }

    /** Such as {@code statement[1].effect}. */
    public String place() {
        return place;
    }
}
