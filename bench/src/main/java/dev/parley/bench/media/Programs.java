package dev.parley.bench.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Starts programs, each pinned to one processor.
 *
 * @param root of the checkout
 * @param work for data and logs; emptied by whoever made it
 */
record Programs(Path root, Path work) {

    private static final long START_PATIENCE_SECONDS = 180;

    /** Starts one that goes on until it or this process is ended; its output goes to a log. */
    Process start(int core, String name, Map<String, String> environment, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(pinned(core, words))
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        return process;
    }

    private static List<String> pinned(int core, List<String> words) {
        List<String> all = new ArrayList<>(List.of("taskset", "--cpu-list", String.valueOf(core)));
        all.addAll(words);
        return all;
    }

    Path log(String name) {
        return work.resolve(name + ".log");
    }

    String logged(String name) throws IOException {
        return Files.readString(log(name));
    }

    /** Waits until a program just started says it is ready. */
    void await(Process process, String name, BooleanSupplier ready) throws IOException, InterruptedException {
        for (long waited = 0; !ready.getAsBoolean(); waited++) {
            if (!process.isAlive() || waited > START_PATIENCE_SECONDS * 10) {
                process.destroy();
                throw new IOException(name + " did not start:\n" + logged(name));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
