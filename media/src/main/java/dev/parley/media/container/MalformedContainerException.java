package dev.parley.media.container;

import java.io.IOException;

/** The bytes are not the container they were taken for; the message says what is wrong and where. */
public final class MalformedContainerException extends IOException {
    public MalformedContainerException(String message) {
        super(message);
    }
}
