package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A drawing (SVG) of what happened over some time, in panels one below the other. */
public final class Chart {

    /** Where time begins. */
    public static final int LEFT = 56;

    private static final int WIDTH = 760;
    private static final int RIGHT = 748;

    private static final Path PAGES = Path.of("..", "docs", "media");

    private final double millis;
    private final StringBuilder svg = new StringBuilder();

    /** As far as it says what is drawn, without what came of it. */
    private String head = "";

    /**
     * One of the panels.
     *
     * @param top where {@code most} is
     * @param bottom where zero is
     */
    public record Panel(int top, int bottom, double most) {

        double height(double value) {
            return bottom - ((bottom - top) * value / most);
        }
    }

    /** @param millis how much time there is to be drawn */
    public Chart(String title, long seed, int height, long millis) {
        this.millis = (double) millis;
        add(String.format(
                Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", WIDTH, height));
        add(" font-family=\"sans-serif\" font-size=\"12\">");
        add(String.format(Locale.ROOT, "<title>%s (seed %d)</title>", title, seed));
        add(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height));
    }

    /** Says what a colour stands for. */
    public void legend(int left, String colour, String text) {
        add(String.format(
                Locale.ROOT, "<rect x=\"%d\" y=\"14\" width=\"18\" height=\"4\" fill=\"%s\"/>", left, colour));
        add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"20\" fill=\"#202124\">%s</text>", left + 24, text));
    }

    /** A line across, for a value of a panel. */
    public void grid(Panel panel, double value, String text) {
        double height = panel.height(value);
        add(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#e8eaed\"/>", LEFT, height, RIGHT));
        add(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%.1f\" fill=\"#5f6368\" text-anchor=\"end\">%s</text>",
                LEFT - 6,
                height + 4,
                text));
    }

    /** The time, below the lowest panel. */
    public void seconds(Panel lowest, int every) {
        for (long second = 0; second * 1_000 <= millis; second += every) {
            add(String.format(
                    Locale.ROOT,
                    "<text x=\"%.0f\" y=\"%d\" fill=\"#5f6368\" text-anchor=\"middle\">%d s</text>",
                    across(second * 1_000),
                    lowest.bottom() + 18,
                    second));
        }
    }

    private double across(long time) {
        return LEFT + ((RIGHT - LEFT) * time / millis);
    }

    /** Connects values. */
    public <T> void line(
            Panel panel,
            String colour,
            int width,
            Iterable<T> samples,
            ToDoubleFunction<T> time,
            ToDoubleFunction<T> value) {
        begin();
        StringBuilder points = new StringBuilder();
        for (T sample : samples) {
            double height = Math.clamp(panel.height(value.applyAsDouble(sample)), panel.top() - 12, panel.bottom());
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across((long) time.applyAsDouble(sample)), height));
        }
        add(String.format(
                Locale.ROOT,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" points=\"%s\"/>",
                colour,
                width,
                points.toString().strip()));
    }

    /** A bar from zero up to each value that is not zero. */
    public <T> void bars(
            Panel panel, String colour, Iterable<T> samples, ToDoubleFunction<T> time, ToDoubleFunction<T> value) {
        begin();
        StringBuilder bars = new StringBuilder();
        for (T sample : samples) {
            double height = Math.max(panel.height(value.applyAsDouble(sample)), panel.top());
            if (height < panel.bottom()) {
                bars.append(String.format(
                        Locale.ROOT,
                        "M%.1f %dV%.1f",
                        across((long) time.applyAsDouble(sample)),
                        panel.bottom(),
                        height));
            }
        }
        add(String.format(Locale.ROOT, "<path stroke=\"%s\" stroke-width=\"1.5\" d=\"%s\"/>", colour, bars));
    }

    /** A dot for each value. */
    public <T> void dots(
            Panel panel, String colour, Iterable<T> samples, ToDoubleFunction<T> time, ToDoubleFunction<T> value) {
        begin();
        StringBuilder dots = new StringBuilder();
        for (T sample : samples) {
            double height = Math.max(panel.height(value.applyAsDouble(sample)), panel.top());
            dots.append(String.format(Locale.ROOT, "M%.1f %.1fh0", across((long) time.applyAsDouble(sample)), height));
        }
        add(String.format(
                Locale.ROOT,
                "<path stroke=\"%s\" stroke-width=\"2.5\" stroke-linecap=\"round\" d=\"%s\"/>",
                colour,
                dots));
    }

    /** Whether the documents are to be made anew: {@code -Dparley.write=true}. */
    public static boolean isWriting() {
        return Boolean.getBoolean("parley.write");
    }

    /** A file of {@code docs/media}. */
    public static Path page(String name) {
        return PAGES.resolve(name);
    }

    /** Writes it where the pages show it, when asked to; else sees that the one there is of the same story. */
    public void appearAs(String name) throws IOException {
        if (isWriting()) {
            Files.writeString(page(name), svg + "</svg>\n");
        }
        assertThat(Files.readString(page(name))).startsWith(head);
    }

    private void begin() {
        head = head.isEmpty() ? svg.toString() : head;
    }

    private void add(String line) {
        svg.append(line).append('\n');
    }
}
