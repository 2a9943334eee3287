package dev.parley.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The last lines a child process wrote, each with the wall clock in milliseconds at which it arrived. Thread-safe. */
final class ProcessOutput {

    /** One line and when it arrived. */
    record Line(long at, String text) {}

    private static final int MOST_LINES = 2_000;

    private final Deque<Line> lines = new ArrayDeque<>();

    /** Starts to read; a reader of its own keeps the child from blocking on a full pipe. */
    static ProcessOutput of(String name, BufferedReader reader) {
        ProcessOutput output = new ProcessOutput();
        Thread.ofVirtual().name(name).start(() -> output.drain(reader));
        return output;
    }

    private void drain(BufferedReader reader) {
        try (reader) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                add(new Line(System.currentTimeMillis(), text));
            }
        } catch (IOException | UncheckedIOException closed) {
            add(new Line(System.currentTimeMillis(), "(output ended: " + closed.getMessage() + ")"));
        }
    }

    private synchronized void add(Line line) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.add(line);
    }

    synchronized Optional<Line> first(Predicate<String> wanted) {
        return lines.stream().filter(line -> wanted.test(line.text())).findFirst();
    }

    @Override
    public synchronized String toString() {
        List<String> texts = new ArrayList<>();
        lines.forEach(line -> texts.add(line.text()));
        return String.join("\n", texts);
    }
}
