package dev.parley.server.operations;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines in a file that only its owner may read. When it is full it becomes {@code NAME.1}, the one before that
 * {@code NAME.2} and so on, and the oldest is deleted. Used by one thread.
 */
final class AuditFile implements AutoCloseable {

    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final long largest;
    private final int kept;
    private @Nullable FileChannel channel;

    /**
     * @param largest bytes; a file is given up before the line that would exceed it
     * @param kept how many full files stay beside the one that is written
     */
    AuditFile(Path path, long largest, int kept) {
        this.path = path;
        this.largest = largest;
        this.kept = kept;
    }

    /**
     * Adds a line, with its line feed, and hands it to the system. The thread must not be interrupted meanwhile, which
     * would close the file.
     *
     * @throws IOException when it cannot be written; the next call starts afresh on a line of its own
     */
    void append(byte[] line) throws IOException {
        try {
            FileChannel file = open();
            if (file.position() > 0 && file.position() + line.length > largest) {
                rotate(file);
                file = open();
            }
            write(file, line);
        } catch (IOException failure) {
            abandon();
            throw failure;
        }
    }

    private FileChannel open() throws IOException {
        FileChannel file = channel;
        if (file == null) {
            file = FileChannel.open(path, OPTIONS, ownerOnly());
            channel = file;
            restrict();
            file.position(file.size());
            endBrokenLine(file);
        }
        return file;
    }

    private FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** The file may have been there with other permissions. */
    private void restrict() throws IOException {
        if (isPosix() && !Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    /** A crash or a full disk may have left half a line. */
    private static void endBrokenLine(FileChannel file) throws IOException {
        if (file.position() > 0) {
            ByteBuffer last = ByteBuffer.allocate(1);
            file.read(last, file.position() - 1);
            if (last.get(0) != '\n') {
                write(file, new byte[] {'\n'});
            }
        }
    }

    private static void write(FileChannel file, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    private void rotate(FileChannel full) throws IOException {
        full.force(false);
        full.close();
        channel = null;
        if (kept == 0) {
            Files.delete(path);
            return;
        }
        Files.deleteIfExists(numbered(kept));
        for (int number = kept - 1; number >= 1; number--) {
            if (Files.exists(numbered(number))) {
                Files.move(numbered(number), numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    private void abandon() {
        FileChannel file = channel;
        channel = null;
        if (file != null) {
            try {
                file.close();
            } catch (IOException ignored) {
                // What could be written is written; the failure before this one is told.
            }
        }
    }

    /** Puts everything on the disk. */
    @Override
    public void close() throws IOException {
        FileChannel file = channel;
        channel = null;
        if (file != null) {
            try (file) {
                file.force(false);
            }
        }
    }
}
