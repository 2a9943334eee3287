package dev.parley.server.metering;

import org.jspecify.annotations.Nullable;

/** Storage could not answer a usage question; the message says why and is for operators, not for callers of the API. */
public final class UsageUnavailableException extends RuntimeException {

    public UsageUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
