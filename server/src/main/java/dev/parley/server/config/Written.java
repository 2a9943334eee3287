package dev.parley.server.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What somebody wrote, before anybody knows what it means. */
sealed interface Written {

    Origin origin();

    /** @param nothing true for a key with nothing after it, {@code ~} and {@code null} */
    record Scalar(String text, boolean nothing, Origin origin) implements Written {}

    record Sequence(List<Written> items, Origin origin) implements Written {}

    /** In the order of writing, each name once. */
    record Mapping(List<Entry> entries, Origin origin) implements Written {}

    record Entry(Scalar name, Written value) {}

    /** A single text, as in a flag or variable. */
    static Scalar text(String text, Origin origin) {
        return new Scalar(text, false, origin);
    }

    /** {@code one,other}; an empty text is no item at all. */
    static Sequence commaSeparated(String text, Origin origin) {
        return new Sequence(parts(text, origin), origin);
    }

    /** {@code name=value,name=value}. */
    static Mapping pairs(String text, Origin origin) {
        List<Entry> entries = new ArrayList<>();
        for (Written part : parts(text, origin)) {
            String pair = ((Scalar) part).text();
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            entries.add(new Entry(text(name.strip(), origin), text(value.strip(), origin)));
        }
        return new Mapping(entries, origin);
    }

    private static List<Written> parts(String text, Origin origin) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .<Written>map(part -> text(part.strip(), origin))
                        .toList();
    }
}
