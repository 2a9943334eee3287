package dev.parley.server.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /status/server}: which server this is, since when, where it listens and how full its directory is. */
public final class ServerPage {

    private static final int MOST_FILES = 100;
    private static final long MEBIBYTE = 1 << 20;

    /**
     * One open door.
     *
     * @param name such as {@code http}, {@code https}, {@code media}, {@code operations}
     * @param address as {@code HOST:PORT}
     * @param certificateExpires of a door with TLS
     */
    public record Listener(
            String name, String address, @Nullable Instant certificateExpires) {}

    /**
     * What a server knows of itself.
     *
     * @param startedAt by the clock that {@code of} is given
     */
    public record Facts(String version, Instant startedAt, Path dataDirectory) {}

    /** Asked anew for each answer, because a certificate may have been replaced. */
    @FunctionalInterface
    public interface Listeners {
        List<Listener> now();
    }

    private record Server(
            String version,
            Lifecycle.State state,
            Instant startedAt,
            long uptimeSeconds,
            String java,
            long processId,
            int processors,
            Memory memory,
            List<Listener> listeners,
            Directory dataDirectory) {}

    private record Memory(long heapUsedMebibytes, long heapLimitMebibytes) {}

    private record Directory(String path, @Nullable Long freeMebibytes, int filesShown, List<Entry> files) {}

    private record Entry(String name, long bytes) {}

    private ServerPage() {}

    public static StatusPage of(Facts facts, Listeners listeners, Lifecycle lifecycle, InstantSource clock) {
        return new StatusPage(
                "/status/server",
                "version, uptime, listeners, memory, and the data directory's largest files (at most " + MOST_FILES
                        + ")",
                _ -> server(facts, listeners.now(), lifecycle, clock));
    }

    private static Server server(Facts facts, List<Listener> listeners, Lifecycle lifecycle, InstantSource clock) {
        Runtime runtime = Runtime.getRuntime();
        return new Server(
                facts.version(),
                lifecycle.state(),
                facts.startedAt(),
                Duration.between(facts.startedAt(), clock.instant()).toSeconds(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ProcessHandle.current().pid(),
                runtime.availableProcessors(),
                new Memory((runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE, runtime.maxMemory() / MEBIBYTE),
                listeners,
                directory(facts.dataDirectory()));
    }

    private static Directory directory(Path path) {
        List<Entry> files = new ArrayList<>();
        Long free = null;
        try (Stream<Path> entries = Files.list(path)) {
            entries.forEach(entry -> addFile(entry, files));
            free = Files.getFileStore(path).getUsableSpace() / MEBIBYTE;
        } catch (IOException unreadable) {
            return new Directory(path.toString(), null, 0, List.of());
        }
        List<Entry> largest = files.stream()
                .sorted(Comparator.comparingLong(Entry::bytes).reversed().thenComparing(Entry::name))
                .limit(MOST_FILES)
                .toList();
        return new Directory(path.toString(), free, largest.size(), largest);
    }

    private static void addFile(Path entry, List<Entry> files) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                files.add(new Entry(entry.getFileName().toString(), attributes.size()));
            }
        } catch (IOException gone) {
            // Files of the store come and go.
        }
    }
}
