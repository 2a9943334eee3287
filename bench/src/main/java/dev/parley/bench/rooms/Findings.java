package dev.parley.bench.rooms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one room showed: what had to arrive and did, and figures by name. Used by one thread. */
final class Findings {

    /** @param wrong participants who got fewer, more or others than they had to */
    record Count(String what, long expected, long got, long wrong) {
        boolean isRight() {
            return expected == got && wrong == 0;
        }
    }

    private final String room;
    private final List<Count> counts = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private List<String> largestClasses = List.of();

    Findings(String room) {
        this.room = room;
    }

    void count(String what, long expected, long got, long wrong) {
        counts.add(new Count(what, expected, got, wrong));
    }

    void figure(String name, Object value) {
        figures.put(name, value instanceof Double number ? Math.round(number * 100) / 100.0 : value);
    }

    /** Keeps a table of the server's classes for whoever wants to know what its memory is; not printed. */
    void largestClasses(List<String> table) {
        largestClasses = List.copyOf(table);
    }

    boolean areRight() {
        return counts.stream().allMatch(Count::isRight);
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("room", room);
        json.put("nothingLost", areRight());
        json.put("counts", counts);
        json.put("figures", figures);
        json.put("largestClasses", largestClasses);
        return json;
    }

    String asText() {
        StringBuilder text = new StringBuilder("\n" + room + "\n");
        text.append(String.format(Locale.ROOT, "  %-44s %12s %12s %8s%n", "told", "expected", "arrived", "wrong"));
        for (Count count : counts) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-44s %,12d %,12d %,8d%s%n",
                    count.what(),
                    count.expected(),
                    count.got(),
                    count.wrong(),
                    count.isRight() ? "" : "  <- WRONG"));
        }
        figures.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %-44s %12s%n", name, value)));
        return text.toString();
    }
}
