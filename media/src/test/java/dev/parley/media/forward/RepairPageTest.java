package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.bandwidth.Chart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/media/repair.md} says that loss does to a call: a table and a drawing. Run with
 * {@code -Dparley.write=true} it makes both anew; else it sees that the page promises no more than one seed keeps.
 */
class RepairPageTest {

    private static final int SEEDS = 30;
    private static final long BITRATE = 1_000_000;
    private static final double SECONDS = 20;

    private static final String LOST = "#c5221f";
    private static final String REPAIRED = "#137333";
    private static final String DELAY = "#1a73e8";

    private record Loss(int percent, int together) {
        @Override
        public String toString() {
            return percent + " %" + (together == 1 ? "" : ", " + together + " together");
        }
    }

    private static final List<Loss> LOSSES = List.of(
            new Loss(1, 1),
            new Loss(5, 1),
            new Loss(10, 1),
            new Loss(20, 1),
            new Loss(30, 1),
            new Loss(5, 5),
            new Loss(10, 10));

    /** What came of a call: gaps in milliseconds, and shares in percent. */
    private record Outcome(long freeze, double shown, long silence, double heard) {
        Outcome worse(Outcome other) {
            return new Outcome(
                    Math.max(freeze, other.freeze),
                    Math.min(shown, other.shown),
                    Math.max(silence, other.silence),
                    Math.min(heard, other.heard));
        }
    }

    private static EngineCall call(long seed) throws Exception {
        EngineCall call = new EngineCall(seed, BITRATE);
        call.picture.play(call.layers.getFirst());
        call.run(2);
        call.viewer.forgetPast();
        return call;
    }

    private static Outcome lossy(long seed, Loss loss, boolean down) throws Exception {
        EngineCall call = call(seed);
        SimulatedLink link = down ? call.downlink : call.uplink;
        SimulatedViewer viewer = call.viewer;
        long pictures = viewer.pictures;
        long sounds = viewer.sounds;
        link.loss = loss.percent / 100.0;
        link.meanBurst = loss.together;
        call.run(SECONDS);
        long freeze = viewer.longestFreeze();
        long silence = viewer.longestSilence();
        double heard = (viewer.sounds - sounds) / (SECONDS * 50);
        link.loss = 0;
        call.run(1);
        double shown = (viewer.pictures - pictures) / ((SECONDS + 1) * 30);
        viewer.forgetPast();
        call.run(3);
        assertThat(viewer.longestFreeze()).as("freeze after recovery").isLessThan(40);
        assertThat(viewer.longestSilence()).as("silence after recovery").isLessThan(25);
        return new Outcome(freeze, 100 * shown, silence, 100 * heard);
    }

    private static Outcome worst(Loss loss, boolean down, int seeds) throws Exception {
        Outcome worst = lossy(1, loss, down);
        for (int seed = 2; seed <= seeds; seed++) {
            worst = worst.worse(lossy(seed, loss, down));
        }
        return worst;
    }

    private static String row(Loss loss, Outcome down, Outcome up) {
        return String.format(
                Locale.ROOT,
                "| %s | %d / %d ms | %.1f / %.1f %% | %d / %d ms | %.0f / %.0f %% |",
                loss,
                down.freeze,
                up.freeze,
                Math.min(100, down.shown),
                Math.min(100, up.shown),
                down.silence,
                up.silence,
                Math.min(100, down.heard),
                Math.min(100, up.heard));
    }

    /** The page with other rows under the table's head. */
    private static String withRows(List<String> page, List<String> rows) {
        List<String> lines = new ArrayList<>();
        boolean table = false;
        for (String line : page) {
            boolean head = line.startsWith("| Lost ") || line.startsWith("|--");
            table |= head;
            if (!table || head || !line.startsWith("|")) {
                lines.add(line);
            }
            if (line.startsWith("|--")) {
                lines.addAll(rows);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static Outcome promised(String row, int way) {
        String[] cells = row.split("\\|");
        double[] values = new double[4];
        for (int value = 0; value < values.length; value++) {
            String[] ways = cells[value + 2].replaceAll("[ms%\\s]", "").split("/");
            values[value] = Double.parseDouble(ways[way]);
        }
        return new Outcome((long) values[0], values[1], (long) values[2], values[3]);
    }

    private static void assertKept(Outcome outcome, Outcome promise) {
        assertThat(outcome.freeze).isLessThan(promise.freeze + 250);
        assertThat(outcome.shown).isGreaterThan(promise.shown - 3);
        assertThat(outcome.silence).isLessThan(promise.silence + 100);
        assertThat(outcome.heard).isGreaterThan(promise.heard - 3);
    }

    @Test
    void promisesNoMoreThanIsKept() throws Exception {
        Path file = Chart.page("repair.md");
        if (Chart.isWriting()) {
            List<String> rows = new ArrayList<>();
            for (Loss loss : LOSSES) {
                rows.add(row(loss, worst(loss, true, SEEDS), worst(loss, false, SEEDS)));
            }
            Files.writeString(file, withRows(Files.readAllLines(file), rows));
        }
        List<String> page = Files.readAllLines(file);
        for (Loss loss : LOSSES) {
            String row = page.stream()
                    .filter(line -> line.startsWith("| " + loss + " |"))
                    .findFirst()
                    .orElseThrow();
            assertKept(lossy(1, loss, true), promised(row, 0));
            assertKept(lossy(1, loss, false), promised(row, 1));
        }
    }

    /** A tenth of a second of the drawing. */
    private record Tenth(long time, long lost, long repaired, long pictures) {}

    private static List<Tenth> watch(EngineCall call) {
        List<Tenth> tenths = new ArrayList<>();
        long begin = call.network.now;
        long[] before = {call.downlink.lost, call.picture.repeats()};
        call.network.everyStep(now -> {
            if ((now - begin) % 100 == 0) {
                long lost = call.downlink.lost;
                long repaired = call.picture.repeats();
                long since = now - 1_000;
                long pictures = call.viewer.shown.stream()
                        .filter(shown -> shown.at() > since)
                        .count();
                tenths.add(new Tenth(now - begin, lost - before[0], repaired - before[1], pictures));
                before[0] = lost;
                before[1] = repaired;
            }
        });
        return tenths;
    }

    private static void story(EngineCall call) {
        call.run(5);
        for (double share : new double[] {0.05, 0.1, 0.2, 0.3}) {
            call.downlink.loss = share;
            call.run(5);
        }
        call.downlink.loss = 0.1;
        call.downlink.meanBurst = 10;
        call.run(10);
        call.downlink.loss = 0;
        call.run(5);
    }

    /** From the camera to the screen, in milliseconds: without loss that is the two ways of 20 ms. */
    private static double delay(SimulatedViewer.Shown shown, double origin) {
        return shown.at() - shown.timestamp() / 90.0 - origin;
    }

    @Test
    void drawsHowLossIsRepaired() throws Exception {
        EngineCall call = call(1);
        long begin = call.network.now;
        List<Tenth> tenths = watch(call);
        story(call);

        List<SimulatedViewer.Shown> shown = call.viewer.shown.stream()
                .filter(picture -> picture.at() > begin)
                .toList();
        double origin =
                shown.stream().mapToDouble(picture -> delay(picture, 0)).min().orElseThrow()
                        - call.uplink.delayMillis
                        - call.downlink.delayMillis;
        Chart chart = new Chart(
                "5, 10, 20, 30 % lost for five seconds each, then 10 % ten together for ten",
                1, 404, call.network.now - begin);
        Chart.Panel packets = new Chart.Panel(40, 140, 20);
        Chart.Panel delays = new Chart.Panel(166, 286, 600);
        Chart.Panel pictures = new Chart.Panel(312, 372, 40);
        label(chart, packets, delays, pictures);
        chart.bars(packets, LOST, tenths, Tenth::time, Tenth::lost);
        chart.line(packets, REPAIRED, 1, tenths, Tenth::time, Tenth::repaired);
        chart.dots(delays, DELAY, shown, picture -> picture.at() - begin, picture -> delay(picture, origin));
        chart.line(pictures, DELAY, 1, tenths, Tenth::time, Tenth::pictures);
        chart.appearAs("repair.svg");

        assertThat(call.viewer.longestFreeze()).isLessThan(1_000);
        assertThat(shown.stream().filter(picture -> picture.at() > call.network.now - 4_000))
                .hasSizeGreaterThan(110)
                .allMatch(picture -> delay(picture, origin) < 60);
    }

    private static void label(Chart chart, Chart.Panel packets, Chart.Panel delays, Chart.Panel pictures) {
        chart.legend(Chart.LEFT, LOST, "packets lost");
        chart.legend(Chart.LEFT + 120, REPAIRED, "sent again (in 100 ms)");
        chart.legend(Chart.LEFT + 300, DELAY, "each picture: ms from camera to screen; below: pictures in a second");
        for (Chart.Panel panel : List.of(packets, delays, pictures)) {
            chart.grid(panel, panel.most(), String.format(Locale.ROOT, "%.0f", panel.most()));
            chart.grid(panel, panel.most() / 2, String.format(Locale.ROOT, "%.0f", panel.most() / 2));
            chart.grid(panel, 0, "0");
        }
        chart.seconds(pictures, 5);
    }
}
