package dev.parley.media.bandwidth;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A call as a drawing (SVG): rates above, the queue below, over time. */
final class Drawing {
    private static final int WIDTH = 760;
    private static final int LEFT = 56;
    private static final int RIGHT = 748;
    private static final int RATES_TOP = 40;
    private static final int RATES_BOTTOM = 250;
    private static final int QUEUE_TOP = 276;
    private static final int QUEUE_BOTTOM = 350;
    private static final int HEIGHT = 384;
    private static final int EVERY_MILLIS = 200;

    private static final String CAPACITY = "#9aa0a6";
    private static final String SENT = "#8ab4f8";
    private static final String ESTIMATE = "#c5221f";
    private static final String QUEUE = "#137333";

    private final SimulatedCall call;
    private final double mostBits;
    private final double mostQueue;
    private final StringBuilder svg = new StringBuilder();

    private Drawing(SimulatedCall call, double mostBits, double mostQueue) {
        this.call = call;
        this.mostBits = mostBits;
        this.mostQueue = mostQueue;
    }

    /**
     * Draws a call.
     *
     * @param mostBits the upper end of the rates' axis, bits per second
     * @param mostQueue the upper end of the queue's axis, milliseconds
     */
    static String of(SimulatedCall call, String title, double mostBits, double mostQueue) {
        return new Drawing(call, mostBits, mostQueue).draw(title);
    }

    private String draw(String title) {
        add(String.format(
                Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", WIDTH, HEIGHT));
        add(" font-family=\"sans-serif\" font-size=\"12\">");
        add(String.format(Locale.ROOT, "<title>%s (seed %d)</title>", title, call.seed));
        add(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT));
        legend();
        axes();
        double ratesHeight = RATES_BOTTOM - RATES_TOP;
        line(SENT, 1, sample -> RATES_BOTTOM - (ratesHeight * sample.sent() / mostBits));
        line(CAPACITY, 2, sample -> RATES_BOTTOM - (ratesHeight * sample.capacity() / mostBits));
        line(ESTIMATE, 2, sample -> RATES_BOTTOM - (ratesHeight * sample.estimate() / mostBits));
        line(QUEUE, 1, sample -> QUEUE_BOTTOM - ((QUEUE_BOTTOM - QUEUE_TOP) * sample.queueMillis() / mostQueue));
        add("</svg>");
        return svg.toString();
    }

    private void legend() {
        label(LEFT, CAPACITY, "capacity");
        label(LEFT + 100, ESTIMATE, "estimate");
        label(LEFT + 200, SENT, "sent");
        label(LEFT + 270, QUEUE, "queue (below, ms)");
    }

    private void label(int left, String colour, String text) {
        add(String.format(
                Locale.ROOT, "<rect x=\"%d\" y=\"14\" width=\"18\" height=\"4\" fill=\"%s\"/>", left, colour));
        add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"20\" fill=\"#202124\">%s</text>", left + 24, text));
    }

    private void axes() {
        for (int part = 0; part <= 4; part++) {
            double height = RATES_BOTTOM - ((RATES_BOTTOM - RATES_TOP) * part / 4.0);
            grid(height, String.format(Locale.ROOT, "%.1f M", mostBits * part / 4e6));
        }
        grid(QUEUE_TOP, String.format(Locale.ROOT, "%.0f", mostQueue));
        grid(QUEUE_BOTTOM, "0");
        for (long second = 0; second * 1_000 <= call.now; second += 10) {
            add(String.format(
                    Locale.ROOT,
                    "<text x=\"%.0f\" y=\"%d\" fill=\"#5f6368\" text-anchor=\"middle\">%d s</text>",
                    across(second * 1_000),
                    QUEUE_BOTTOM + 18,
                    second));
        }
    }

    private void grid(double height, String text) {
        add(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#e8eaed\"/>", LEFT, height, RIGHT));
        add(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%.1f\" fill=\"#5f6368\" text-anchor=\"end\">%s</text>",
                LEFT - 6,
                height + 4,
                text));
    }

    private double across(long millis) {
        return LEFT + ((RIGHT - LEFT) * millis / (double) call.now);
    }

    private void line(String colour, int width, ToDoubleFunction<SimulatedCall.Sample> height) {
        StringBuilder points = new StringBuilder();
        for (SimulatedCall.Sample sample : call.samples) {
            if (sample.time() % EVERY_MILLIS == 0) {
                double y = Math.clamp(height.applyAsDouble(sample), RATES_TOP - 12, QUEUE_BOTTOM);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across(sample.time()), y));
            }
        }
        add(String.format(
                Locale.ROOT,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" points=\"%s\"/>",
                colour,
                width,
                points.toString().strip()));
    }

    private void add(String line) {
        svg.append(line).append('\n');
    }
}
