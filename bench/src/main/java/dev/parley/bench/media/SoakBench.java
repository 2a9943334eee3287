package dev.parley.bench.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One Parley under the same load for long: does its memory stay flat, and does it lose anything. Arguments: working
 * directory, file for JSON, minutes, then sizes, of which the last of {@code packets} is taken.
 */
public final class SoakBench {

    private static final int ROWS = 12;
    private static final int SECONDS_PER_MINUTE = 60;

    /** Long enough for the virtual machine to have compiled what it runs before the load is whole. */
    private static final int RAMP_SECONDS = 120;

    private SoakBench() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        Path json = Path.of(arguments[1]);
        int minutes = Integer.parseInt(arguments[2]);
        Sizes sizes = Sizes.parse(Arrays.copyOfRange(arguments, 3, arguments.length));
        Programs programs = new Programs(Path.of("").toAbsolutePath(), work);
        try (Contender parley = ParleyContender.start(programs, sizes.serverCore(), "auto")) {
            List<String> words = command(sizes, parley, minutes * SECONDS_PER_MINUTE, json);
            int code = programs.start(sizes.loadCore(), "load", Map.of(), words).waitFor();
            System.out.print(programs.logged("load"));
            if (code != 0 || !Files.exists(json)) {
                throw new IOException("the generator ended with " + code);
            }
            System.out.print(table(JsonMapper.shared().readTree(json).path("seconds")));
            parley.remarks().forEach(System.out::println);
        }
    }

    private static List<String> command(Sizes sizes, Contender parley, int seconds, Path json) {
        List<String> words = new ArrayList<>(List.of("./parley", "load", "--quiet"));
        words.addAll(parley.address());
        words.addAll(List.of("--profile", "bursts"));
        words.addAll(
                List.of("--packets-per-frame", String.valueOf(sizes.packets().getLast())));
        words.addAll(List.of("--publishers", String.valueOf(sizes.publishers())));
        words.addAll(List.of("--subscribers", String.valueOf(sizes.subscribers())));
        words.addAll(List.of("--ramp", RAMP_SECONDS + "s"));
        words.addAll(List.of("--duration", seconds + "s"));
        words.addAll(List.of("--srtp", sizes.srtp()));
        words.addAll(List.of("--server-pid", String.valueOf(parley.process().pid())));
        words.addAll(List.of("--json", json.toString()));
        return words;
    }

    /** The measured seconds, put together to a dozen rows. */
    private static String table(JsonNode seconds) {
        List<JsonNode> measured = new ArrayList<>();
        for (JsonNode second : seconds) {
            if (second.path("measured").asBoolean()) {
                measured.add(second);
            }
        }
        StringBuilder text = new StringBuilder();
        text.append("%n%8s %12s %9s %9s %10s %12s%n"
                .formatted("minute", "packets/s", "missing", "cores", "p99 ms", "resident MiB"));
        int each = Math.max(1, measured.size() / ROWS);
        for (int from = 0; from + each <= measured.size(); from += each) {
            List<JsonNode> row = measured.subList(from, from + each);
            text.append(String.format(
                    Locale.ROOT,
                    "%8d %,12.0f %9d %9.2f %10.2f %12d%n",
                    Math.round((float) (from + each) / SECONDS_PER_MINUTE),
                    mean(row, "packetsPerSecond"),
                    row.stream()
                            .mapToLong(second -> second.path("missing").asLong())
                            .sum(),
                    mean(row, "serverProcessors"),
                    mean(row, "delayP99Millis"),
                    row.getLast().path("serverResidentBytes").asLong() >> 20));
        }
        return text.toString();
    }

    private static double mean(List<JsonNode> row, String name) {
        return row.stream()
                .mapToDouble(second -> second.path(name).asDouble())
                .average()
                .orElse(0);
    }
}
