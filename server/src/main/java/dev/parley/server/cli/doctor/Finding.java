package dev.parley.server.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check a word for what was looked at
 * @param text one sentence
 * @param remedy what to do about it, null when there is nothing to do
 */
public record Finding(
        String check, Level level, String text, @Nullable String remedy) {

    /** From good to bad. A server cannot do its work with a {@link #FAIL}. */
    public enum Level {
        OK,
        NOTE,
        WARN,
        FAIL
    }

    static Finding ok(String check, String text) {
        return new Finding(check, Level.OK, text, null);
    }

    static Finding note(String check, String text, @Nullable String remedy) {
        return new Finding(check, Level.NOTE, text, remedy);
    }

    static Finding warn(String check, String text, String remedy) {
        return new Finding(check, Level.WARN, text, remedy);
    }

    static Finding fail(String check, String text, String remedy) {
        return new Finding(check, Level.FAIL, text, remedy);
    }
}
