package dev.parley.server.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What there is to say about one thing: aligned lines for people, or one JSON object for scripts. */
final class Facts {

    private final Map<String, String> facts = new LinkedHashMap<>();

    Facts add(String name, Object value) {
        facts.put(name, value.toString());
        return this;
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            out.println(JsonLine.of(object -> facts.forEach(object::writeStringProperty)));
        } else {
            int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
            facts.forEach((name, value) -> out.println(name + " ".repeat(width + 2 - name.length()) + value));
        }
        out.flush();
    }
}
