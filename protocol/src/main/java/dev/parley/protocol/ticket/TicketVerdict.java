package dev.parley.protocol.ticket;

/** What the check of a ticket found (spec/05 §1.5), with the official client codes (spec/10 §3.2). */
public enum TicketVerdict {
    VALID(0, "The ticket is valid."),
    /** Does not decode, inflate or parse, lacks a member, or is of another version. */
    MALFORMED(-70003, "The ticket cannot be read: create it with the TLSSigAPI v2 algorithm and pass it unchanged."),
    /** Made with another key, or altered. */
    BAD_SIGNATURE(
            -70009, "The ticket is signed with another key: use the SDKSecretKey of the application being entered."),
    /** Made for somebody else. */
    USER_MISMATCH(-70013, "The ticket was made for another UserId."),
    /** Made for another application. */
    APP_MISMATCH(-70014, "The ticket was made for another SdkAppId."),
    /** Its lifetime is over. */
    EXPIRED(-70001, "The ticket has expired: create a new one."),
    /** Issued more than {@link Ticket#ALLOWED_CLOCK_SKEW_SECONDS} in the future. */
    ISSUED_IN_FUTURE(-70001, "The ticket is issued in the future: set the clock of the machine that creates tickets."),
    /** A PrivateMapKey where a UserSig is needed, or the other way round. */
    WRONG_TYPE(
            -70003, "The ticket is of the wrong kind: a UserSig and a PrivateMapKey cannot stand in for each other."),
    /** A PrivateMapKey for another room. */
    ROOM_MISMATCH(-100006, "The PrivateMapKey was made for another room.");

    private final int clientCode;
    private final String message;

    TicketVerdict(int clientCode, String message) {
        this.clientCode = clientCode;
        this.message = message;
    }

    public boolean isValid() {
        return this == VALID;
    }

    /** The negative code native clients show; web clients show its positive twin; 0 when valid. */
    public int clientCode() {
        return clientCode;
    }

    /** One sentence for the person who made the ticket: what is wrong and what to do. */
    public String message() {
        return message;
    }
}
