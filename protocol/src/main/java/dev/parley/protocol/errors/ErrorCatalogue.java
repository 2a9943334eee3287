package dev.parley.protocol.errors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code catalogue.txt}: blocks apart by blank lines, each a code and then lines {@code en:}, {@code zh:},
 * {@code when:} and {@code do:}.
 */
final class ErrorCatalogue {

    private static final String FILE = "catalogue.txt";
    private static final Map<String, ErrorText> TEXTS = read();

    private ErrorCatalogue() {}

    /** @throws IllegalStateException when the file says nothing about the code: a mistake of this program */
    static ErrorText text(String code) {
        ErrorText text = TEXTS.get(code);
        if (text == null) {
            throw new IllegalStateException(FILE + " has no block for " + code);
        }
        return text;
    }

    static Set<String> codes() {
        return TEXTS.keySet();
    }

    private static Map<String, ErrorText> read() {
        Map<String, ErrorText> texts = new HashMap<>();
        for (String block : resource().split("\n\n")) {
            List<String> lines =
                    block.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty() && texts.put(lines.getFirst(), text(lines)) != null) {
                throw new IllegalStateException(FILE + " has two blocks for " + lines.getFirst());
            }
        }
        return Map.copyOf(texts);
    }

    private static ErrorText text(List<String> lines) {
        if (lines.size() != 5) {
            throw new IllegalStateException(FILE + ": a block has a code and four lines, not " + lines);
        }
        return new ErrorText(
                new Message(value(lines, 1, "en"), value(lines, 2, "zh")),
                value(lines, 3, "when"),
                value(lines, 4, "do"));
    }

    private static String value(List<String> lines, int index, String key) {
        String line = lines.get(index);
        if (!line.startsWith(key + ": ")) {
            throw new IllegalStateException(FILE + ": `" + key + ":` is expected, not " + line);
        }
        return line.substring(key.length() + 2);
    }

    private static String resource() {
        try (InputStream in = ErrorCatalogue.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + FILE + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
