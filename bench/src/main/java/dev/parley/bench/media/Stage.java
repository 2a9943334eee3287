package dev.parley.bench.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All servers, running side by side and idle but for the one whose turn it is, and the generator. */
final class Stage implements AutoCloseable {

    /** What is looked at while a server is under load. */
    interface Meanwhile {
        void look() throws IOException;
    }

    /** After so long a generator is ended. */
    private static final int MOST_SECONDS = 600;

    /** What disturbs a generator on a machine that has other things to do mostly passes. */
    private static final int MOST_TRIES = 3;

    private final Programs programs;
    private final Sizes sizes;
    private final List<Contender> contenders = new ArrayList<>();
    private int runs;

    private Stage(Programs programs, Sizes sizes) {
        this.programs = programs;
        this.sizes = sizes;
    }

    static Stage open(Programs programs, Sizes sizes) throws IOException, InterruptedException {
        Stage stage = new Stage(programs, sizes);
        try {
            stage.startAll();
            return stage;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            stage.close();
            throw failure;
        }
    }

    private void startAll() throws IOException, InterruptedException {
        int core = sizes.serverCore();
        for (String socket : List.of("portable", "linux")) {
            if (isWanted("parley " + socket)) {
                contenders.add(ParleyContender.start(programs, core, socket));
            }
        }
        for (int loops : new int[] {0, 1}) {
            if (isWanted(loops == 0 ? "janus" : "janus loops=1")) {
                contenders.add(JanusContender.start(programs, core, loops));
            }
        }
        if (contenders.isEmpty()) {
            throw new IllegalArgumentException("only=" + String.join(",", sizes.only())
                    + " leaves nobody: say parley, janus, or one of their names in the tables");
        }
    }

    private boolean isWanted(String name) {
        return sizes.only().isEmpty()
                || sizes.only().stream().anyMatch(word -> name.equals(word) || name.startsWith(word + " "));
    }

    List<Contender> contenders() {
        return List.copyOf(contenders);
    }

    /** Runs the generator against one server, and tells on the error stream what came of it. */
    Measurement measure(Contender contender, int packetsPerFrame) throws IOException, InterruptedException {
        return measure(contender, packetsPerFrame, () -> {});
    }

    /**
     * As the other one; tries again when the generator could not make the load that was asked for.
     *
     * @param meanwhile called each second while the generator runs
     */
    Measurement measure(Contender contender, int packetsPerFrame, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        Measurement measurement = once(contender, packetsPerFrame, meanwhile);
        for (int again = 1; again < MOST_TRIES && !measurement.isOffered(); again++) {
            measurement = once(contender, packetsPerFrame, meanwhile);
        }
        return measurement;
    }

    private Measurement once(Contender contender, int packetsPerFrame, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        String name = "load-" + ++runs;
        Path json = programs.work().resolve(name + ".json");
        Process load =
                programs.start(sizes.loadCore(), name, Map.of(), command(contender, packetsPerFrame, name, json));
        for (int second = 0; !load.waitFor(1, TimeUnit.SECONDS); second++) {
            meanwhile.look();
            if (second > MOST_SECONDS) {
                load.destroy();
            }
        }
        JsonNode result;
        if (Files.exists(json)) {
            result = JsonMapper.shared().readTree(json);
        } else {
            // A server that lets too few in under this load has not carried it.
            result = JsonMapper.shared().createObjectNode();
            System.err.println(contender.name() + " could not be measured:\n" + programs.logged(name));
        }
        Measurement measurement =
                new Measurement(contender.name(), packetsPerFrame, sizes.rate(packetsPerFrame), result);
        System.err.println(Tables.line(measurement));
        return measurement;
    }

    private List<String> command(Contender contender, int packetsPerFrame, String name, Path json) {
        List<String> words = new ArrayList<>(List.of("./parley", "load"));
        words.addAll(contender.address());
        words.addAll(List.of("--profile", "bursts"));
        words.addAll(List.of("--packets-per-frame", String.valueOf(packetsPerFrame)));
        words.addAll(List.of("--publishers", String.valueOf(sizes.publishers())));
        words.addAll(List.of("--subscribers", String.valueOf(sizes.subscribers())));
        words.addAll(List.of("--duration", sizes.seconds() + "s"));
        words.addAll(List.of("--srtp", sizes.srtp()));
        words.addAll(List.of("--name", name));
        words.addAll(List.of("--server-pid", String.valueOf(contender.process().pid())));
        words.addAll(List.of("--json", json.toString()));
        return words;
    }

    @Override
    public void close() {
        contenders.forEach(Contender::close);
    }
}
