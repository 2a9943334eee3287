package dev.parley.server.storage.sqlite;

import dev.parley.server.storage.DataDirectoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that holds everything a server keeps; readable by its owner alone because it holds secrets. */
public final class DataDirectory {

    private static final String LOCK = "server.lock";
    private static final String NATIVE_FILES = "native";

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates the directory when it is missing and sees that only its owner may enter it.
     *
     * @throws DataDirectoryException when it cannot be created or written
     */
    public static DataDirectory prepare(Path path) {
        DataDirectory directory = new DataDirectory(path.toAbsolutePath());
        try {
            directory.create();
        } catch (IOException e) {
            throw new DataDirectoryException(
                    "The data directory " + path + " cannot be used (" + reason(e)
                            + "). Give another one, or make it a directory that this user may write to.",
                    e);
        }
        directory.keepNativeFilesInside();
        return directory;
    }

    /**
     * For reading what a server left or is writing now.
     *
     * @throws DataDirectoryException when there is no server's data
     */
    public static DataDirectory existing(Path path) {
        if (!holdsData(path)) {
            throw new DataDirectoryException("There is no Parley data in " + path
                    + ". Give the directory a server was started with, as --data DIR.");
        }
        DataDirectory directory = new DataDirectory(path.toAbsolutePath());
        directory.keepNativeFilesInside();
        return directory;
    }

    /** Whether a server was started here before. */
    public static boolean holdsData(Path path) {
        return Files.isRegularFile(path.resolve(SqliteDatabase.SERVER_FILE));
    }

    /** Whether a running server of another process holds the directory; leaves no trace there. */
    public static boolean isInUse(Path path) {
        try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                lock.release();
            }
            return lock == null;
        } catch (IOException noneThere) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Keeps other servers out until the lock is released; the system releases it when the process ends.
     *
     * @throws DataDirectoryException when another server holds it
     */
    FileLock lock() {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new DataDirectoryException(
                        "Another Parley server is using " + path + ". Stop it, or give this one another directory.");
            }
            return lock;
        } catch (IOException e) {
            throw new DataDirectoryException("The data directory " + path + " cannot be locked: " + reason(e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void create() throws IOException {
        boolean ours = !Files.isDirectory(path) || holdsData(path) || isEmpty(path);
        Files.createDirectories(path);
        if (ours) {
            closeToOthers(path, "rwx------");
        }
        Path probe = path.resolve(".probe");
        Files.writeString(probe, "");
        Files.delete(probe);
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Makes a file that its owner alone may read, or makes one so that is there. */
    void ownerOnly(String name) {
        Path file = path.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            closeToOthers(file, "rw-------");
        } catch (IOException e) {
            throw new DataDirectoryException("The data directory " + path + " cannot be written: " + reason(e), e);
        }
    }

    /** What belongs to somebody else, such as a container's volume, stays as it is. */
    private static void closeToOthers(Path path, String permissions) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString(permissions);
        try {
            if (!Files.getPosixFilePermissions(path).equals(ownerOnly)) {
                Files.setPosixFilePermissions(path, ownerOnly);
            }
        } catch (FileSystemException notTheOwner) {
            if (!Files.isWritable(path)) {
                throw notTheOwner;
            }
        }
    }

    /**
     * The SQLite driver unpacks its native library on first use; shared temporary directories are no place for code.
     */
    private void keepNativeFilesInside() {
        if (System.getProperty("org.sqlite.tmpdir") == null) {
            Path natives = path.resolve(NATIVE_FILES);
            try {
                Files.createDirectories(natives);
                System.setProperty("org.sqlite.tmpdir", natives.toString());
            } catch (IOException e) {
                throw new DataDirectoryException("The data directory " + path + " cannot be written: " + reason(e), e);
            }
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
