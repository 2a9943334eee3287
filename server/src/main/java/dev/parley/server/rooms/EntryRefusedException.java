package dev.parley.server.rooms;

/** Somebody is not, or no longer, let in; carries the official client code (spec/10 §3.2, §11). */
public final class EntryRefusedException extends RuntimeException {

    /** Why, for doors that answer with something else than the number. */
    public enum Reason {
        BAD_PARAMETER,
        BAD_ROOM,
        UNKNOWN_APPLICATION,
        SUSPENDED_APPLICATION,
        BAD_USER_SIG,
        NO_PERMISSION,
        ROOM_FULL,
        NOBODY_LIVE,
        NO_SESSION,
        STOPPING
    }

    private final Reason reason;
    private final int code;

    /**
     * @param code the official negative client code, such as -102052; 0 when there is none
     * @param message says what is wrong and what to do
     */
    public EntryRefusedException(Reason reason, int code, String message) {
        super(message);
        this.reason = reason;
        this.code = code;
    }

    public Reason reason() {
        return reason;
    }

    public int code() {
        return code;
    }
}
