package dev.parley.server.storage.sqlite;

import dev.parley.server.storage.DataDirectoryException;
import dev.parley.server.storage.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens connections to one SQLite file with the settings durability rests on, and puts its errors into words. */
final class SqliteConnections {

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final int CACHE_KIBIBYTES = 16_384;

    private final Path file;

    SqliteConnections(Path file) {
        this.file = file;
    }

    /** For changes; creates the file when it is missing. Commits reach the disk before they return (FULL). */
    Connection writer() throws SQLException {
        Connection connection = open(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("PRAGMA cache_size = -" + CACHE_KIBIBYTES);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** For reading only; also beside a running server and after a crash. */
    Connection reader() throws SQLException {
        Connection connection = open(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -" + CACHE_KIBIBYTES);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection open(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        Properties properties = config.toProperties();
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** What went wrong while opening. */
    DataDirectoryException unusable(SQLException e) {
        return new DataDirectoryException(file + " cannot be used: " + advice(e), e);
    }

    /** What went wrong while in use. */
    StorageException failed(SQLException e) {
        return new StorageException(file + ": " + advice(e), e);
    }

    private static String advice(SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        // Extended codes carry the primary code in their low byte.
        return switch (code.code & 0xFF) {
            case 13 -> "the disk is full. Free some space; nothing already stored is harmed.";
            case 10 -> "the disk reports an error (" + code + "). Look at the system's log and check the disk.";
            case 8 -> "it is read-only. Make the data directory writable for this user.";
            case 14 -> "it cannot be opened. See that it is a file this user may read and write.";
            case 26 -> "it is not a SQLite file. Give another data directory, or move that file away.";
            case 11 -> "it is damaged. Stop the server, keep a copy, and restore the latest backup.";
            case 5, 6 -> "another process keeps it locked. Stop that process.";
            default -> String.valueOf(e.getMessage());
        };
    }
}
