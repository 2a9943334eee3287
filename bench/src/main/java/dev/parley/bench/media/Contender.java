package dev.parley.bench.media;

import java.io.IOException;
import java.util.List;

/** A server that takes part, running. */
interface Contender extends AutoCloseable {

    /** As in the tables. */
    String name();

    /** The server's own process. */
    Process process();

    /** What {@code parley load} must be told to reach it. */
    List<String> address();

    /** What there is to say of it alone, such as its pauses; nothing changes by asking. */
    default List<String> remarks() throws IOException {
        return List.of();
    }

    @Override
    default void close() {
        process().destroy();
        process().onExit().join();
    }
}
