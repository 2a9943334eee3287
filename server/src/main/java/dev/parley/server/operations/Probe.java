package dev.parley.server.operations;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one part of the server how it is.
 *
 * @param part what people call it: {@code storage}, {@code media}
 * @param problem what is wrong, as a short sentence, or null; asked by any thread, within a moment
 */
public record Probe(String part, Supplier<@Nullable String> problem) {

    /** What the part answered; one that cannot even answer is not well. */
    @Nullable
    String ask() {
        try {
            return problem.get();
        } catch (RuntimeException failure) {
            return "cannot be asked: " + failure.getMessage();
        }
    }
}
