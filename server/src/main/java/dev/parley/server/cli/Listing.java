package dev.parley.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Rows of the same columns: a table for people, or one JSON object per row for scripts. */
final class Listing {

    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    private final List<String> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /** @param columns lower-case words: headings of the table, keys of the objects */
    Listing(String... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row of numbers, lists and things with a text; null where there is nothing. */
    void row(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns);
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value);
        }
        rows.add(row);
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            rows.forEach(row -> out.println(JsonLine.of(object -> write(object, row))));
        } else if (rows.isEmpty()) {
            out.println("There are none.");
        } else {
            table().forEach(out::println);
        }
        out.flush();
    }

    private void write(JsonGenerator object, List<@Nullable Object> row) {
        for (int column = 0; column < columns.size(); column++) {
            Object value = row.get(column);
            if (value != null) {
                object.writeName(columns.get(column));
                write(object, value);
            }
        }
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(each -> json.writeString(String.valueOf(each)));
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }

    private List<String> table() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Listing::heading).toList());
        for (List<@Nullable Object> row : rows) {
            List<String> texts = new ArrayList<>();
            for (Object value : row) {
                texts.add(text(value));
            }
            cells.add(texts);
        }
        return cells.stream().map(row -> line(row, widths(cells))).toList();
    }

    private List<Integer> widths(List<List<String>> cells) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int index = column;
            widths.add(cells.stream()
                    .mapToInt(row -> row.get(index).length())
                    .max()
                    .orElse(0));
        }
        return widths;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell)
                    .append(" ".repeat(widths.get(column) - cell.length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String heading(String column) {
        return Character.toUpperCase(column.charAt(0)) + column.substring(1);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> NOTHING;
            case List<?> list when list.isEmpty() -> NOTHING;
            case List<?> list ->
                String.join(", ", list.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }
}
