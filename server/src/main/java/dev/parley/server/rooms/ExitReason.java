package dev.parley.server.rooms;

/** Why a session ended; {@link #callbackReason()} is the number callback 104 carries (spec/10 §3.3). */
public enum ExitReason {
    /** The client left: DELETE, DTLS close_notify, exit request. */
    NORMAL(1),
    /** The client's program ended without a word, and that was noticed at once. */
    VANISHED(5),
    /** Lost and not back within the timeout (MET-11). */
    TIMEOUT(2),
    /** Removed by {@code RemoveUser*}. */
    REMOVED(3),
    /** The room was dismissed. */
    DISMISSED(3),
    /** A later session of the same user took its place (MET-12). */
    REPLACED(3),
    /** The server stopped in good order. */
    SERVER_STOPPED(5),
    /** The server died; the session was closed at the last checkpointed second (MET-18). */
    SERVER_LOST(5);

    private final int callbackReason;

    ExitReason(int callbackReason) {
        this.callbackReason = callbackReason;
    }

    public int callbackReason() {
        return callbackReason;
    }
}
