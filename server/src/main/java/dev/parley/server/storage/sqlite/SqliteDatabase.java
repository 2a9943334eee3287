package dev.parley.server.storage.sqlite;

import dev.parley.server.storage.DataDirectoryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file: one writer, whose transactions begin IMMEDIATE and are on the disk when they return, and a few
 * readers, each of whose transactions sees one snapshot. Safe for use by any thread; calls block. Failures are
 * {@link dev.parley.server.storage.StorageException}; a transaction that failed changed nothing.
 */
public final class SqliteDatabase implements AutoCloseable {

    /** The server's own database in the data directory. */
    static final String SERVER_FILE = "parley.db";

    /** What a media node keeps for itself. */
    static final String NODE_FILE = "node.db";

    /** "PRLY" and "PRLN": tells our files from others. */
    private static final int SERVER_MARK = 0x50524C59;

    private static final int NODE_MARK = 0x50524C4E;
    private static final int IDLE_READERS = 4;

    private final SqliteConnections connections;
    private final @Nullable Connection writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<Connection> idleReaders = new ArrayDeque<>();
    private final AtomicLong commits = new AtomicLong();
    private boolean closed;

    private SqliteDatabase(SqliteConnections connections, @Nullable Connection writer) {
        this.connections = connections;
        this.writer = writer;
    }

    /**
     * Opens the server's database, creating it or bringing it up to date.
     *
     * @throws DataDirectoryException when it is not ours, newer than this program, or cannot be read and written
     */
    public static SqliteDatabase open(DataDirectory directory) {
        return open(directory, SERVER_FILE, SERVER_MARK, "parley");
    }

    /** As {@link #open} for the file of a media node. */
    static SqliteDatabase openNode(DataDirectory directory) {
        return open(directory, NODE_FILE, NODE_MARK, "node");
    }

    /** Opens the server's database for reading only. */
    public static SqliteDatabase openReadOnly(DataDirectory directory) {
        return openReadOnly(directory, SERVER_FILE, SERVER_MARK, "parley");
    }

    /** Opens the file of a media node for reading only. */
    static SqliteDatabase openNodeReadOnly(DataDirectory directory) {
        return openReadOnly(directory, NODE_FILE, NODE_MARK, "node");
    }

    private static SqliteDatabase open(DataDirectory directory, String file, int mark, String migrations) {
        // What SQLite makes beside the file has the same permissions.
        directory.ownerOnly(file);
        SqliteConnections connections = new SqliteConnections(directory.file(file));
        Connection writer = null;
        try {
            writer = connections.writer();
            begin(writer);
            claim(writer, directory.file(file).toString(), mark);
            new SqliteMigrations(migrations).apply(writer);
            execute(writer, "COMMIT");
            return new SqliteDatabase(connections, writer);
        } catch (SQLException e) {
            closeQuietly(writer);
            throw connections.unusable(e);
        } catch (DataDirectoryException e) {
            closeQuietly(writer);
            throw e;
        }
    }

    private static SqliteDatabase openReadOnly(DataDirectory directory, String file, int mark, String migrations) {
        SqliteConnections connections = new SqliteConnections(directory.file(file));
        try (Connection probe = connections.reader()) {
            if (SqliteConnections.number(probe, "PRAGMA application_id") != mark) {
                throw foreign(directory.file(file).toString());
            }
            new SqliteMigrations(migrations).expectApplied(probe);
        } catch (SQLException e) {
            throw connections.unusable(e);
        }
        return new SqliteDatabase(connections, null);
    }

    private static void claim(Connection writer, String file, int mark) throws SQLException {
        long found = SqliteConnections.number(writer, "PRAGMA application_id");
        boolean empty = SqliteConnections.number(writer, "SELECT COUNT(*) FROM sqlite_master") == 0;
        if (found != mark && !(found == 0 && empty)) {
            throw foreign(file);
        }
        execute(writer, "PRAGMA application_id = " + mark);
    }

    private static DataDirectoryException foreign(String file) {
        return new DataDirectoryException(
                file + " belongs to another program. Give another data directory, or move that file away.");
    }

    /** Runs the work in a transaction of the one writer. */
    public <T extends @Nullable Object> T write(SqliteWork<T> work) {
        writing.lock();
        try {
            Connection connection = writer;
            if (connection == null) {
                throw new IllegalStateException("opened for reading only");
            }
            T result = transact(connection, "BEGIN IMMEDIATE", work);
            commits.incrementAndGet();
            return result;
        } catch (SQLException e) {
            throw connections.failed(e);
        } finally {
            writing.unlock();
        }
    }

    /** How many transactions of {@link #write} were committed; those of other processes don't count. */
    long commits() {
        return commits.get();
    }

    /** Runs the work on one snapshot. */
    public <T extends @Nullable Object> T read(SqliteWork<T> work) {
        Connection reader = null;
        try {
            reader = borrowReader();
            T result = transact(reader, "BEGIN", work);
            giveBack(reader);
            reader = null;
            return result;
        } catch (SQLException e) {
            throw connections.failed(e);
        } finally {
            closeQuietly(reader);
        }
    }

    /** Waits for the running transaction and closes all connections; later calls fail. */
    @Override
    public void close() {
        synchronized (idleReaders) {
            closed = true;
            idleReaders.forEach(SqliteDatabase::closeQuietly);
            idleReaders.clear();
        }
        // Last, because the last to close folds the log into the file, and a reader may not write.
        writing.lock();
        try {
            closeQuietly(writer);
        } finally {
            writing.unlock();
        }
    }

    private static <T extends @Nullable Object> T transact(Connection connection, String begin, SqliteWork<T> work)
            throws SQLException {
        execute(connection, begin);
        boolean done = false;
        try {
            T result = work.on(connection);
            execute(connection, "COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    private Connection borrowReader() throws SQLException {
        synchronized (idleReaders) {
            if (!idleReaders.isEmpty()) {
                return idleReaders.pop();
            }
        }
        return connections.reader();
    }

    private void giveBack(Connection reader) {
        synchronized (idleReaders) {
            if (!closed && idleReaders.size() < IDLE_READERS) {
                idleReaders.push(reader);
                return;
            }
        }
        closeQuietly(reader);
    }

    private static void begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** SQLite rolls back by itself on some errors; then there is nothing left to do and it says so. */
    private static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            assert alreadyRolledBack.getMessage() != null;
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException harmless) {
            // What was committed is on the disk; there is nobody to tell.
            assert harmless.getMessage() != null;
        }
    }
}
