package dev.parley.bench.media;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The measurements as people read them. */
final class Tables {

    private final Sizes sizes;
    private final PhysicalFloor floor;
    private final Formatter text = new Formatter(Locale.ROOT);

    Tables(Sizes sizes, PhysicalFloor floor) {
        this.sizes = sizes;
        this.floor = floor;
    }

    /** One measurement in a line. */
    static String line(Measurement measured) {
        return String.format(
                Locale.ROOT,
                "%-16s k=%-2d %,9.0f packets/s  %7.3f %%  %6.2f us/packet  %4.2f cores  generator %4.2f  "
                        + "delay p50 %.2f p99 %.2f p99.9 %.2f ms%s",
                measured.server(),
                measured.packetsPerFrame(),
                measured.packetsPerSecond(),
                measured.deliveredPercent(),
                measured.microsPerPacket(),
                measured.serverProcessors(),
                measured.generatorProcessors(),
                measured.delayMillis("p50"),
                measured.delayMillis("p99"),
                measured.delayMillis("p999"),
                measured.generatorWasLate() ? "  GENERATOR LATE" : "");
    }

    String write(
            List<Measurement> first,
            List<Measurement> equal,
            Map<String, Measurement> highest,
            Map<String, Measurement> half,
            List<String> remarks) {
        text.format(
                "%d publishers, %d subscribers of one each; 30 frames a second of k packets of 1,200 bytes; SRTP %s%n",
                sizes.publishers(), sizes.subscribers(), sizes.srtp());
        text.format(
                "servers on processor %d, one at a time; generator on processor %d; %d s each%n",
                sizes.serverCore(), sizes.loadCore(), sizes.seconds());
        text.format("%n");
        text.format("equal loads, in the order they were run%n");
        equal.forEach(measured -> text.format("  %s%n", line(measured)));
        ratios(equal);
        text.format("%n");
        text.format("highest rate with at least 99 %% delivered%n");
        highest.values().forEach(measured -> text.format("  %s%n", line(measured)));
        text.format("%n");
        text.format("at half of that%n");
        half.values().forEach(measured -> text.format("  %s%n", line(measured)));
        first(first);
        text.format("%n");
        text.format(
                "what cannot be saved: protecting %.2f us, one send to a socket of this machine %.2f us, together %.2f"
                        + " us%n",
                floor.protectNanos() / 1e3, floor.sendNanos() / 1e3, floor.micros());
        highest.values()
                .forEach(measured -> text.format(
                        "  %-16s %.2f times that at its highest clean rate%n",
                        measured.server(), measured.microsPerPacket() / floor.micros()));
        text.format("%n");
        remarks.forEach(remark -> text.format("%s%n", remark));
        return text.toString();
    }

    /** Processor time for each packet beside the others' at the same load; only where both are clean. */
    private void ratios(List<Measurement> equal) {
        text.format("%n");
        text.format("processor time for each packet, Janus over Parley, where both delivered at least 99 %%%n");
        for (Measurement janus : equal) {
            for (Measurement parley : equal) {
                boolean comparable = janus.server().startsWith("janus")
                        && parley.server().startsWith("parley")
                        && janus.packetsPerFrame() == parley.packetsPerFrame();
                if (comparable && janus.isClean() && parley.isClean()) {
                    text.format(
                            "  %,7d packets/s  %-14s / %-16s %.2f%n",
                            sizes.rate(janus.packetsPerFrame()),
                            janus.server(),
                            parley.server(),
                            janus.microsPerPacket() / parley.microsPerPacket());
                }
            }
        }
    }

    /** Joining and memory: of servers that had done nothing before, so with their virtual machine still cold. */
    private void first(List<Measurement> first) {
        text.format("%n");
        text.format("the first run of each: joining, and memory without and with subscribers%n");
        for (Measurement measured : first) {
            double each = (double) (measured.residentBytes() - measured.residentBytesBefore()) / sizes.subscribers();
            text.format(
                    "  %-16s %6.1f joins/s, first packet p50 %.0f p99 %.0f ms; %4d MiB to %4d MiB, "
                            + "%.0f KiB for each%n",
                    measured.server(),
                    measured.joinsPerSecond(),
                    measured.json()
                            .path("joins")
                            .path("firstPacket")
                            .path("p50Millis")
                            .asDouble(),
                    measured.json()
                            .path("joins")
                            .path("firstPacket")
                            .path("p99Millis")
                            .asDouble(),
                    measured.residentBytesBefore() >> 20,
                    measured.residentBytes() >> 20,
                    each / 1024);
        }
    }
}
