package dev.parley.bench.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parley as {@code ./parley serve} starts it, on a data directory of its own, metering included. */
record ParleyContender(String name, Process process, Path data, Path pauses) implements Contender {

    /** The last number is all the time a pause took, in nanoseconds. */
    private static final Pattern PAUSE = Pattern.compile("Safepoint .*Total: +(\\d+) ns");

    /** @param socket what {@code media.socket} is set to, {@code portable} or {@code linux} */
    static ParleyContender start(Programs programs, int core, String socket) throws IOException, InterruptedException {
        String name = "parley " + socket;
        String file = name.replace(' ', '-');
        Path data = programs.work().resolve(file);
        Path pauses = programs.log(file + "-pauses");
        List<String> words = List.of(
                "./parley",
                "serve",
                "--dev",
                "--data",
                data.toString(),
                "--http",
                "127.0.0.1:0",
                "--udp",
                "127.0.0.1:0",
                "--set",
                "operations.listen=127.0.0.1:0",
                "--set",
                "media.socket=" + socket);
        Process process =
                programs.start(core, file, Map.of("PARLEY_JAVA_OPTIONS", "-Xlog:safepoint:file=" + pauses), words);
        programs.await(process, file, () -> isReady(programs, data, file));
        return new ParleyContender(name, process, data, pauses);
    }

    private static boolean isReady(Programs programs, Path data, String file) {
        try {
            return Files.exists(data.resolve("dev-credentials.json"))
                    && programs.logged(file).contains("http");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public List<String> address() {
        return List.of("--data", data.toString());
    }

    @Override
    public List<String> remarks() throws IOException {
        long longest = 0;
        long all = 0;
        int count = 0;
        Matcher matcher = PAUSE.matcher(Files.readString(pauses));
        while (matcher.find()) {
            long nanos = Long.parseLong(matcher.group(1));
            longest = Math.max(longest, nanos);
            all += nanos;
            count++;
        }
        return List.of("%s: %d pauses of the virtual machine since its start, longest %.2f ms, together %.1f ms"
                .formatted(name, count, longest / 1e6, all / 1e6));
    }
}
