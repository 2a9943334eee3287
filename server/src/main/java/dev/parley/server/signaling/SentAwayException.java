package dev.parley.server.signaling;

import dev.parley.server.rooms.ExitReason;

/** A session cannot be resumed, since its user was removed, dismissed or replaced while its client was away. */
final class SentAwayException extends RuntimeException {

    private final ExitReason reason;

    SentAwayException(ExitReason reason) {
        super("sent away: " + reason);
        this.reason = reason;
    }

    ExitReason reason() {
        return reason;
    }
}
