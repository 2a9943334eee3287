package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Writes trees of parameters the way clients do, to be read again. */
final class ParameterText {

    private ParameterText() {}

    /** The tree as a JSON body in ASCII. */
    static byte[] json(ParameterValue value) {
        return jsonText(value).getBytes(US_ASCII);
    }

    private static String jsonText(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Members members ->
                members.values().entrySet().stream()
                        .map(member -> quoted(member.getKey()) + ":" + jsonText(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case ParameterValue.Items items ->
                items.values().stream().map(ParameterText::jsonText).collect(Collectors.joining(",", "[", "]"));
            case ParameterValue.Text text -> quoted(text.value());
            case ParameterValue.Digits digits -> digits.text();
            case ParameterValue.Flag flag -> Boolean.toString(flag.value());
            case ParameterValue.Untyped untyped -> throw new IllegalArgumentException(untyped + " is not of JSON");
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            if (letter < 0x20 || letter > 0x7e || letter == '"' || letter == '\\') {
                quoted.append(String.format("\\u%04x", letter));
            } else {
                quoted.append((char) letter);
            }
        });
        return quoted.append('"').toString();
    }

    /** Objects and lists around the innermost value. */
    static int depth(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Members members ->
                1
                        + members.values().values().stream()
                                .mapToInt(ParameterText::depth)
                                .max()
                                .orElse(0);
            case ParameterValue.Items items ->
                1 + items.values().stream().mapToInt(ParameterText::depth).max().orElse(0);
            default -> 0;
        };
    }

    /** The tree as flattened parameters, in its order. */
    static SequencedMap<String, String> flat(ParameterValue.Members members) {
        SequencedMap<String, String> flat = new LinkedHashMap<>();
        members.values().forEach((name, value) -> flatten(name, value, flat));
        return flat;
    }

    private static void flatten(String name, ParameterValue value, Map<String, String> into) {
        switch (value) {
            case ParameterValue.Members members ->
                members.values().forEach((inner, part) -> flatten(name + "." + inner, part, into));
            case ParameterValue.Items items -> {
                for (int index = 0; index < items.values().size(); index++) {
                    flatten(name + "." + index, items.values().get(index), into);
                }
            }
            case ParameterValue.Untyped untyped -> into.put(name, untyped.text());
            default -> throw new IllegalArgumentException(value + " is not of a flattened call");
        }
    }

    /** Parameters as a query. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
