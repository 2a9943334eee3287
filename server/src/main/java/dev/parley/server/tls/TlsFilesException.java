package dev.parley.server.tls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A certificate or key cannot be used; the message names the file, says why and what to do. */
public final class TlsFilesException extends IOException {

    public TlsFilesException(String message) {
        this(message, null);
    }

    public TlsFilesException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
