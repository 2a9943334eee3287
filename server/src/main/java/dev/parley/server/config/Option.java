package dev.parley.server.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One option, as its record component describes it.
 *
 * @param key with its sections, such as {@code http.tls.key}
 * @param notation of the value, or of each item of a list or map
 * @param optional whether there may be no value, which is written as nothing
 * @param bounds of the value, or of each item
 */
record Option(
        String key,
        String description,
        Applies.When applies,
        Form form,
        Notation<Object> notation,
        boolean optional,
        @Nullable Bounds bounds,
        @Nullable Object defaultValue)
        implements SettingsTree.Part {

    enum Form {
        VALUE,
        LIST,
        SET,
        MAP
    }

    /** The variable of the environment that sets it. */
    String variable() {
        return SettingsReader.PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What may be written, for people. */
    String allowed() {
        String one = notation.allowed() + (bounds == null ? "" : " from " + bounds.min() + " to " + bounds.max());
        return switch (form) {
            case VALUE -> optional ? one + ", or nothing" : one;
            case LIST, SET -> "a list, each " + one;
            case MAP -> "names with values, each " + one;
        };
    }

    /** What a flag or variable means here: lists are separated by commas, maps are {@code name=value} between them. */
    Written written(String text, Origin origin) {
        return switch (form) {
            case VALUE -> Written.text(text, origin);
            case LIST, SET -> Written.commaSeparated(text, origin);
            case MAP -> Written.pairs(text, origin);
        };
    }

    /** The value; meaningless when it added problems. */
    @Nullable
    Object read(Written written, List<Problem> problems) {
        return switch (form) {
            case VALUE -> optional && isNothing(written) ? null : readOne(written, key, problems);
            case LIST -> readItems(written, new ArrayList<>(), problems);
            case SET -> readItems(written, new LinkedHashSet<>(), problems);
            case MAP -> readMap(written, problems);
        };
    }

    private static boolean isNothing(Written written) {
        return written instanceof Written.Scalar scalar
                && (scalar.nothing() || scalar.text().isEmpty());
    }

    private Object readOne(Written written, String name, List<Problem> problems) {
        if (!(written instanceof Written.Scalar scalar) || scalar.nothing()) {
            problems.add(new Problem(written.origin(), name + " needs " + notation.allowed()));
            return "";
        }
        try {
            Object value = notation.read().apply(scalar.text());
            requireBounds(value);
            return value;
        } catch (IllegalArgumentException wrong) {
            String shown = scalar.text().replaceAll("\\R", " ");
            problems.add(new Problem(written.origin(), name + " is \"" + shown + "\": " + wrong.getMessage()));
            return "";
        }
    }

    private void requireBounds(Object value) {
        if (bounds == null || notation.order() == null) {
            return;
        }
        boolean small = notation.order().compare(value, notation.read().apply(bounds.min())) < 0;
        boolean great = notation.order().compare(value, notation.read().apply(bounds.max())) > 0;
        if (small || great) {
            throw new IllegalArgumentException("write " + bounds.min() + " to " + bounds.max());
        }
    }

    private Collection<Object> readItems(Written written, Collection<Object> into, List<Problem> problems) {
        if (written instanceof Written.Sequence sequence) {
            for (Written item : sequence.items()) {
                into.add(readOne(item, key, problems));
            }
        } else {
            problems.add(new Problem(written.origin(), key + " needs a list, such as [one, other] or []"));
        }
        return into;
    }

    private Map<String, Object> readMap(Written written, List<Problem> problems) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (written instanceof Written.Mapping mapping) {
            for (Written.Entry entry : mapping.entries()) {
                String name = entry.name().text();
                Object before = values.put(name, readOne(entry.value(), key + "." + name, problems));
                if (before != null) {
                    problems.add(new Problem(written.origin(), key + "." + name + " is given twice: keep one"));
                }
            }
        } else {
            problems.add(new Problem(written.origin(), key + " needs names with values, such as {name: value} or {}"));
        }
        return values;
    }

    /** The value as it stands in a file, after the key and its colon. */
    String write(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Map<?, ?> map -> YamlWords.map(map, this::writeOne);
            case Set<?> set ->
                YamlWords.list(set.stream().map(this::writeOne).sorted().toList());
            case List<?> list ->
                YamlWords.list(list.stream().map(this::writeOne).toList());
            default -> writeOne(value);
        };
    }

    private String writeOne(Object value) {
        return YamlWords.quoted(notation.write().apply(value), value instanceof String);
    }
}
