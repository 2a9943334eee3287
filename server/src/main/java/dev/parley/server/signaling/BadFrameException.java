package dev.parley.server.signaling;

/** A client's frame asks for something that makes no sense; carries the official code (spec/10 §11). */
final class BadFrameException extends RuntimeException {

    static final int BAD_PARAMETER = -102023;
    static final int NO_JSON = -102053;
    static final int UNKNOWN_TYPE = -102054;
    static final int FLOW_CONTROL = -102006;

    private final int code;

    /** @param message says what is wrong and what to do */
    BadFrameException(int code, String message) {
        super(message);
        this.code = code;
    }

    static BadFrameException parameter(String message) {
        return new BadFrameException(BAD_PARAMETER, message);
    }

    int code() {
        return code;
    }
}
