package dev.parley.server.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiConsumer;

/** A line that is redrawn on a terminal, and said now and then elsewhere. */
final class Progress implements BiConsumer<Duration, Long> {

    private static final int CELLS = 30;
    private static final int SAID_EVERY_SECONDS = 5;

    private final PrintWriter out;
    private final Duration length;
    private final boolean terminal;
    private long lastSecond = -1;

    Progress(PrintWriter out, Duration length, boolean terminal) {
        this.out = out;
        this.length = length;
        this.terminal = terminal;
    }

    @Override
    public void accept(Duration passed, Long packets) {
        long second = passed.toSeconds();
        if (second == lastSecond || (!terminal && second % SAID_EVERY_SECONDS != 0)) {
            return;
        }
        lastSecond = second;
        int filled = (int) Math.min(CELLS, CELLS * passed.toMillis() / length.toMillis());
        String bar = "#".repeat(filled) + ".".repeat(CELLS - filled);
        String line = String.format(
                Locale.ROOT, "  [%s] %2d of %d s, %,d packets received", bar, second, length.toSeconds(), packets);
        out.print(terminal ? "\r" + line : line + "\n");
        out.flush();
    }
}
