package dev.parley.protocol.shape;

import java.io.IOException;

/** A text that is too large to be held as a whole; it is produced once, while the answer is written. */
@FunctionalInterface
public interface StreamedText {

    /**
     * Appends the whole text.
     *
     * @throws IOException when {@code out} does
     */
    void writeTo(Appendable out) throws IOException;
}
