package dev.parley.media.bandwidth;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A call as a drawing (SVG): rates above, the queue below, over time. */
final class Drawing {
    private static final int HEIGHT = 384;
    private static final int EVERY_MILLIS = 200;

    private static final String CAPACITY = "#9aa0a6";
    private static final String SENT = "#8ab4f8";
    private static final String ESTIMATE = "#c5221f";
    private static final String QUEUE = "#137333";

    private final Chart chart;
    private final List<SimulatedCall.Sample> samples;

    private Drawing(Chart chart, SimulatedCall call) {
        this.chart = chart;
        this.samples = call.samples.stream()
                .filter(sample -> sample.time() % EVERY_MILLIS == 0)
                .toList();
    }

    /**
     * Draws a call.
     *
     * @param mostBits the upper end of the rates' axis, bits per second
     * @param mostQueue the upper end of the queue's axis, milliseconds
     */
    static Chart of(SimulatedCall call, String title, double mostBits, double mostQueue) {
        Chart chart = new Chart(title, call.seed, HEIGHT, call.now);
        new Drawing(chart, call).draw(new Chart.Panel(40, 250, mostBits), new Chart.Panel(276, 350, mostQueue));
        return chart;
    }

    private void draw(Chart.Panel rates, Chart.Panel queue) {
        chart.legend(Chart.LEFT, CAPACITY, "capacity");
        chart.legend(Chart.LEFT + 100, ESTIMATE, "estimate");
        chart.legend(Chart.LEFT + 200, SENT, "sent");
        chart.legend(Chart.LEFT + 270, QUEUE, "queue (below, ms)");
        for (int part = 0; part <= 4; part++) {
            double bits = rates.most() * part / 4;
            chart.grid(rates, bits, String.format(Locale.ROOT, "%.1f M", bits / 1e6));
        }
        chart.grid(queue, queue.most(), String.format(Locale.ROOT, "%.0f", queue.most()));
        chart.grid(queue, 0, "0");
        chart.seconds(queue, 10);
        line(rates, SENT, 1, SimulatedCall.Sample::sent);
        line(rates, CAPACITY, 2, SimulatedCall.Sample::capacity);
        line(rates, ESTIMATE, 2, SimulatedCall.Sample::estimate);
        line(queue, QUEUE, 1, SimulatedCall.Sample::queueMillis);
    }

    private void line(Chart.Panel panel, String colour, int width, ToDoubleFunction<SimulatedCall.Sample> value) {
        chart.line(panel, colour, width, samples, SimulatedCall.Sample::time, value);
    }
}
