package dev.parley.server.metering;

/** Stored usage does not pass its checksum or does not parse; an answer from it would be wrong, so there is none. */
public final class CorruptSegmentException extends RuntimeException {

    public CorruptSegmentException(String message) {
        super("Stored usage is damaged: " + message);
    }
}
