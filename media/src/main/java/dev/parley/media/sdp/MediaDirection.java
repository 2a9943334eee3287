package dev.parley.media.sdp;

import java.util.Locale;
import java.util.Optional;

/** Which way media flows, seen from whoever wrote the description (RFC 8866 §6.7). */
public enum MediaDirection {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** The attribute's name, such as {@code sendonly}. */
    public String attributeName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MediaDirection> named(String attribute) {
        return switch (attribute) {
            case "sendrecv" -> Optional.of(SENDRECV);
            case "sendonly" -> Optional.of(SENDONLY);
            case "recvonly" -> Optional.of(RECVONLY);
            case "inactive" -> Optional.of(INACTIVE);
            default -> Optional.empty();
        };
    }
}
