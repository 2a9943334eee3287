package dev.parley.server.participant;

import java.io.IOException;

/** The server answered a request with an error. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int code;

    RefusedException(String request, int code, String message) {
        super(request + " was refused with " + code + ": " + message);
        this.code = code;
    }

    /** The official negative client code. */
    public int code() {
        return code;
    }
}
