package dev.parley.media.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The small encoded files of the tests, see make-samples.sh. */
final class Samples {
    static final String IVF = "six-frames-176x98.ivf";
    static final String OPUS = "quarter-second.opus";

    private Samples() {}

    static byte[] read(String name) throws IOException {
        try (InputStream stream = Samples.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
