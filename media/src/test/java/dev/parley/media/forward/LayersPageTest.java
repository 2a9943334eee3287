package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.bandwidth.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The call that {@code docs/media/layers.md} shows: the whole engine, a camera of three layers with two temporal layers
 * each, and a way whose capacity changes. Run with {@code -Dparley.write=true} it draws the call anew.
 */
class LayersPageTest {

    private static final long SEED = 1;
    private static final long[] BITRATES = {1_500_000, 500_000, 150_000};
    private static final long[] CAPACITIES = {4_000_000, 800_000, 250_000, 100_000, 4_000_000};
    private static final int SECONDS_EACH = 15;

    private static final String CAPACITY = "#9aa0a6";
    private static final String SENT = "#8ab4f8";
    private static final String ESTIMATE = "#c5221f";
    private static final String LAYER = "#9334e6";
    private static final String PICTURES = "#137333";

    /** A moment; rates in bits per second, the layer counted from the lowest, 1, with 0 for none. */
    private record Moment(long time, long capacity, long estimate, long sent, long layer, long pictures) {}

    private final EngineCall call;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Long> carried = new ArrayList<>();
    private final long begin;

    LayersPageTest() throws Exception {
        call = new EngineCall(SEED, BITRATES);
        begin = call.network.now;
        call.network.everyStep(this::note);
    }

    private void note(long now) {
        if ((now - begin) % 100 == 0) {
            carried.add(call.downlink.carriedBytes);
            long before = carried.get(Math.max(0, carried.size() - 6));
            moments.add(new Moment(
                    now - begin,
                    call.downlink.capacity,
                    Math.max(0, call.player.media.estimate()),
                    (carried.getLast() - before) * 16,
                    layer(),
                    picturesSince(now - 1_000)));
        }
    }

    private long layer() {
        IncomingTrack source = call.picture.source();
        return source == null ? 0 : call.layers.size() - call.layers.indexOf(source);
    }

    private long picturesSince(long since) {
        return call.viewer.shown.stream().filter(shown -> shown.at() > since).count();
    }

    /** What a second is like after a capacity has lasted. */
    private Moment lastOf(int part) {
        return moments.get((part + 1) * SECONDS_EACH * 10 - 2);
    }

    @Test
    void drawsLayersThatFollow() throws Exception {
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
        for (long capacity : CAPACITIES) {
            call.downlink.capacity = capacity;
            call.run(SECONDS_EACH);
        }
        draw();

        assertThat(lastOf(0).layer()).isEqualTo(3);
        assertThat(lastOf(1).layer()).isEqualTo(2);
        assertThat(lastOf(2).layer()).isEqualTo(1);
        assertThat(lastOf(2).pictures()).isGreaterThan(10);
        assertThat(lastOf(3).pictures()).as("while it rests").isZero();
        assertThat(lastOf(4).layer()).isEqualTo(3);
        assertThat(lastOf(4).pictures()).isGreaterThan(28);
        assertThat(call.viewer.longestSilence()).isLessThan(1_000);
    }

    private void draw() throws Exception {
        Chart chart =
                new Chart("4 Mbit/s, then 800, 250 and 100 kbit/s, then 4 Mbit/s", SEED, 404, call.network.now - begin);
        Chart.Panel rates = new Chart.Panel(40, 230, 4_800_000);
        Chart.Panel layers = new Chart.Panel(252, 300, 3);
        Chart.Panel pictures = new Chart.Panel(326, 372, 40);
        chart.legend(Chart.LEFT, CAPACITY, "capacity");
        chart.legend(Chart.LEFT + 100, ESTIMATE, "estimate");
        chart.legend(Chart.LEFT + 200, SENT, "sent");
        chart.legend(Chart.LEFT + 270, LAYER, "layer: high, middle, low");
        chart.legend(Chart.LEFT + 450, PICTURES, "pictures in a second");
        for (int part = 0; part <= 4; part++) {
            double bits = rates.most() * part / 4;
            chart.grid(rates, bits, String.format(Locale.ROOT, "%.1f M", bits / 1e6));
        }
        chart.grid(layers, 3, "high");
        chart.grid(layers, 2, "middle");
        chart.grid(layers, 1, "low");
        chart.grid(layers, 0, "none");
        chart.grid(pictures, 30, "30");
        chart.grid(pictures, 15, "15");
        chart.grid(pictures, 0, "0");
        chart.seconds(pictures, 15);
        chart.line(rates, SENT, 1, moments, Moment::time, Moment::sent);
        chart.line(rates, CAPACITY, 2, moments, Moment::time, Moment::capacity);
        chart.line(rates, ESTIMATE, 2, moments, Moment::time, Moment::estimate);
        chart.line(layers, LAYER, 2, moments, Moment::time, Moment::layer);
        chart.line(pictures, PICTURES, 1, moments, Moment::time, Moment::pictures);
        chart.appearAs("layers.svg");
    }
}
