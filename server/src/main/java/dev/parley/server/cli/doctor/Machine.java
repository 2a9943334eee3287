package dev.parley.server.cli.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The machine a server shall run on, as far as the checks ask about it. What cannot be found out is empty. */
public interface Machine {

    /** Whether a server could listen on an address. */
    enum Port {
        FREE,
        /** Somebody listens there. */
        TAKEN,
        /** This user may not. */
        FORBIDDEN,
        /** The address is not one of this machine's. */
        FOREIGN
    }

    /**
     * Where a directory's files would lie.
     *
     * @param exists whether it is there; all else is about the nearest directory above that is
     * @param permissions such as {@code rwx------}, null where there are none
     * @param trouble why a file cannot be written there, null when it can
     * @param freeBytes usable by this user
     * @param fileSystem its kind, such as {@code ext4}
     * @param sync the median time a few kilobytes take to reach the disk, null when they don't
     */
    record Disk(
            boolean exists,
            @Nullable String permissions,
            @Nullable String trouble,
            long freeBytes,
            String fileSystem,
            @Nullable Duration sync) {}

    Port tcpPort(InetSocketAddress address);

    Port udpPort(InetSocketAddress address);

    /** Whether a Parley answers there, by HTTP or HTTPS. */
    boolean answersAsParley(InetSocketAddress address);

    /** Whether a running server holds the data directory. */
    boolean isInUse(Path data);

    /** How far the time server's clock is ahead of this machine's. */
    Optional<Duration> clockOffset(String timeServer, Duration patience);

    Disk disk(Path directory);

    /** Of a file, such as {@code rw-------}. */
    Optional<String> permissions(Path file);

    /** Addresses of the interfaces that are up. */
    List<InetAddress> addresses();

    Instant now();

    int processors();

    /** Bytes. */
    OptionalLong memory();

    /** Files one process may have open. */
    OptionalLong openFiles();

    /** The Java runtime, for people. */
    String java();

    int javaFeature();

    Optional<String> environment(String variable);

    /** The contents of a small file such as those below {@code /proc}. */
    Optional<String> text(Path file);
}
