package dev.parley.server.operations;

import java.util.Map;
import java.util.function.Function;

/**
 * One page below {@code /status}.
 *
 * @param path such as {@code /status/rooms}
 * @param about what it shows and which parameters it takes, in a sentence
 * @param content makes the answer, a record or a map, from the query's parameters; bounded whatever there is to show
 */
public record StatusPage(String path, String about, Function<Map<String, String>, Object> content) {

    /** A parameter that is not a sensible value. */
    static final class BadParameterException extends RuntimeException {
        BadParameterException(String message) {
            super(message);
        }
    }

    /** A whole number within bounds, or the default when the parameter is absent. */
    static long number(Map<String, String> query, String name, long absent, long least, long most) {
        String text = query.get(name);
        if (text == null) {
            return absent;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, together with numbers out of range.
        }
        throw new BadParameterException(name + " must be a whole number from " + least + " to " + most);
    }
}
