package dev.parley.server.metering;

/** Storage could not answer a usage question; the message says why and is for operators, not for callers of the API. */
public final class UsageUnavailableException extends RuntimeException {

    public UsageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
