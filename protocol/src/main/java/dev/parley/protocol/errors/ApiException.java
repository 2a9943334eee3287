package dev.parley.protocol.errors;

import org.jspecify.annotations.Nullable;

/**
 * A call that is answered with an error. It carries no stack trace: it is an answer, not a fault of the server.
 */
public final class ApiException extends RuntimeException {

    private final ApiError error;
    private final Message message;

    /** With the catalogue's own message. */
    public ApiException(ApiError error) {
        this(error, error.message(), null);
    }

    /** @param explanation in English: says what is wrong and what to do, for the person who wrote the call */
    public ApiException(ApiError error, String explanation) {
        this(error, error.message().specifically(explanation), null);
    }

    public ApiException(ApiError error, Message message) {
        this(error, message, null);
    }

    /** With the catalogue's own message; the cause is for the log and never shown to the caller. */
    public ApiException(ApiError error, Throwable cause) {
        this(error, error.message(), cause);
    }

    private ApiException(ApiError error, Message message, @Nullable Throwable cause) {
        super(message.english(), cause, false, false);
        this.error = error;
        this.message = message;
    }

    public ApiError error() {
        return error;
    }

    /** What is answered. */
    public String text(Language language) {
        return message.in(language);
    }

    /** A parameter that must be there and is not, whatever code the action lists for it. */
    public static ApiException missing(String name) {
        return new ApiException(ApiError.MISSING_PARAMETER, Message.missing(name));
    }

    /** A parameter that is not of its type. */
    public static ApiException wrongType(String name) {
        return new ApiException(ApiError.INVALID_PARAMETER, Message.wrongType(name));
    }
}
