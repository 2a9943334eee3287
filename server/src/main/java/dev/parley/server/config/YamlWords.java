package dev.parley.server.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes values so that every YAML reader takes them for what they are. */
final class YamlWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./_][A-Za-z0-9./_:@%+-]*(?<!:)");

    /** Plain words that some reader takes for something else than text. */
    private static final Pattern NOT_TEXT =
            Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|[+-]?[0-9._:xoe]+|[+-]?\\.(inf|nan)");

    private YamlWords() {}

    /** @param text whether it must not be taken for a number or truth value */
    static String quoted(String word, boolean text) {
        if (PLAIN.matcher(word).matches() && !(text && NOT_TEXT.matcher(word).matches())) {
            return word;
        }
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String list(List<String> words) {
        return "[" + String.join(", ", words) + "]";
    }

    static String map(Map<?, ?> values, Function<Object, String> write) {
        TreeMap<String, String> words = new TreeMap<>();
        values.forEach((name, value) -> words.put(quoted((String) name, true), write.apply(value)));
        List<String> pairs = words.entrySet().stream()
                .map(pair -> pair.getKey() + ": " + pair.getValue())
                .toList();
        return "{" + String.join(", ", pairs) + "}";
    }
}
