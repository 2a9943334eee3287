package dev.parley.protocol.errors;

/**
 * A call that is answered with an error. It carries no stack trace: it is an answer, not a fault of the server.
 */
public final class ApiException extends RuntimeException {

    private final ApiError error;

    /** With the catalogue's own message. */
    public ApiException(ApiError error) {
        this(error, error.message());
    }

    /** @param message says what is wrong and what to do, for the person who wrote the call */
    public ApiException(ApiError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** With the catalogue's own message; the cause is for the log and never shown to the caller. */
    public ApiException(ApiError error, Throwable cause) {
        super(error.message(), cause, false, false);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }

    /** The message; never null here. */
    public String text() {
        String message = getMessage();
        return message == null ? error.message() : message;
    }

    /** A parameter that must be there and is not, whatever code the action lists for it. */
    public static ApiException missing(String name) {
        return new ApiException(ApiError.MISSING_PARAMETER, missingText(name));
    }

    /** A parameter that is not of its type. */
    public static ApiException wrongType(String name) {
        return new ApiException(ApiError.INVALID_PARAMETER, wrongTypeText(name));
    }

    /** The wording of the real service. */
    static String missingText(String name) {
        return "The request is missing a required parameter `" + name + "`.";
    }

    /** The wording of the real service. */
    static String wrongTypeText(String name) {
        return "Parameter `" + name + "` type error.";
    }
}
