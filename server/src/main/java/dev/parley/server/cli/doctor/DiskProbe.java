package dev.parley.server.cli.doctor;

import dev.parley.server.cli.doctor.Machine.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tries a disk with a small file that is deleted at once. */
final class DiskProbe {

    private static final int BLOCK = 4_096;
    private static final int SYNCS = 9;

    private final LongSupplier nanos;

    DiskProbe(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Disk look(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        boolean exists = Files.exists(absolute);
        Path there = absolute;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            String permissions = permissions(there);
            if (!Files.isDirectory(there)) {
                return new Disk(exists, permissions, "it is a file", store.getUsableSpace(), store.type(), null);
            }
            try {
                Duration sync = sync(there);
                return new Disk(exists, permissions, null, store.getUsableSpace(), store.type(), sync);
            } catch (IOException refused) {
                return new Disk(exists, permissions, reason(refused), store.getUsableSpace(), store.type(), null);
            }
        } catch (IOException unknown) {
            return new Disk(exists, null, reason(unknown), 0, "unknown", null);
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + " " + failure.getMessage();
    }

    private static @Nullable String permissions(Path path) throws IOException {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (UnsupportedOperationException none) {
            return null;
        }
    }

    private Duration sync(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, ".parley-doctor-", "");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            long[] took = new long[SYNCS];
            for (int count = 0; count < SYNCS; count++) {
                long start = nanos.getAsLong();
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(false);
                took[count] = nanos.getAsLong() - start;
            }
            Arrays.sort(took);
            return Duration.ofNanos(took[SYNCS / 2]);
        }
    }
}
