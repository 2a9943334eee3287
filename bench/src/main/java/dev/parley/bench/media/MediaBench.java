package dev.parley.bench.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Servers in turn under equal loads, then each at the highest rate it carries cleanly, and at half of that. Arguments:
 * working directory, file for JSON, then sizes such as {@code packets=2,4,8}.
 */
public final class MediaBench {

    private final Sizes sizes;
    private final Stage stage;
    private final List<Measurement> first = new ArrayList<>();
    private final List<Measurement> equal = new ArrayList<>();
    private final Map<String, Measurement> highest = new LinkedHashMap<>();
    private final Map<String, Measurement> half = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    private MediaBench(Sizes sizes, Stage stage) {
        this.sizes = sizes;
        this.stage = stage;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        Sizes sizes = Sizes.parse(Arrays.copyOfRange(arguments, 2, arguments.length));
        Programs programs = new Programs(Path.of("").toAbsolutePath(), work);
        PhysicalFloor floor = PhysicalFloor.measure(sizes.srtp());
        try (Stage stage = Stage.open(programs, sizes)) {
            MediaBench bench = new MediaBench(sizes, stage);
            bench.run();
            for (Contender contender : stage.contenders()) {
                bench.remarks.addAll(contender.remarks());
            }
            System.out.print(
                    new Tables(sizes, floor).write(bench.first, bench.equal, bench.highest, bench.half, bench.remarks));
            Files.writeString(Path.of(arguments[1]), bench.json(floor));
        }
    }

    private void run() throws IOException, InterruptedException {
        // What is compared shall not be a virtual machine that is still compiling.
        for (Contender contender : stage.contenders()) {
            first.add(stage.measure(contender, sizes.packets().getLast()));
        }
        List<Contender> order = new ArrayList<>(stage.contenders());
        for (int packets : sizes.packets()) {
            for (Contender contender : order) {
                equal.add(stage.measure(contender, packets));
            }
            order = order.reversed();
        }
        for (Contender contender : stage.contenders()) {
            Measurement best = new Ceiling(stage, contender, sizes.mostPackets()).find(alreadyMeasured(contender));
            if (best.isClean()) {
                highest.put(contender.name(), best);
                half.put(contender.name(), atHalf(contender, Math.max(1, best.packetsPerFrame() / 2)));
            }
        }
    }

    private Measurement atHalf(Contender contender, int packets) throws IOException, InterruptedException {
        if (!(contender instanceof ParleyContender)) {
            return stage.measure(contender, packets);
        }
        try (Allocations allocations = new Allocations(contender.process().pid())) {
            Measurement measured = stage.measure(contender, packets, allocations::note);
            remarks.add("%s: allocates %.1f MB/s at %,.0f packets/s, %.0f bytes for each"
                    .formatted(
                            contender.name(),
                            allocations.median() / 1e6,
                            measured.packetsPerSecond(),
                            allocations.median() / measured.packetsPerSecond()));
            return measured;
        }
    }

    private List<Measurement> alreadyMeasured(Contender contender) {
        return equal.stream()
                .filter(measurement -> measurement.server().equals(contender.name()))
                .toList();
    }

    private String json(PhysicalFloor floor) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sizes", sizes);
        tree.put("floor", floor);
        tree.put("remarks", remarks);
        tree.put("first", first);
        tree.put("equalLoads", equal);
        tree.put("highestClean", highest);
        tree.put("halfOfThat", half);
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(tree);
    }
}
