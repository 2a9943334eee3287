package dev.parley.server.storage.sqlite;

import dev.parley.server.metering.BatchBody;
import dev.parley.server.metering.CorruptSegmentException;
import dev.parley.server.metering.HourlySegment;
import dev.parley.server.metering.NodeStore;
import dev.parley.server.metering.UsageUnavailableException;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A media node's own file in the data directory, held by one process at a time. */
public final class SqliteNodeStore implements NodeStore {

    private static final byte[] NOTHING = {};

    private final SqliteDatabase database;
    private final FileLock lock;

    /**
     * Opens the file, creating it when it is missing, and keeps other servers out of the directory.
     *
     * @throws dev.parley.server.storage.DataDirectoryException when it cannot be used or another server holds it
     */
    public SqliteNodeStore(DataDirectory directory) {
        this.lock = directory.lock();
        this.database = SqliteDatabase.openNode(directory);
    }

    @Override
    public Found open() {
        return write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO node (id, source, epoch, next_seq, counted_to, open_counts) "
                            + "VALUES (1, ?, 1, 1, 0, ?) ON CONFLICT (id) DO UPDATE SET epoch = node.epoch + 1")) {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setBytes(2, NOTHING);
                insert.executeUpdate();
            }
            return found(connection);
        });
    }

    /** What is there, without counting a start; for readers. */
    static Found found(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT source, epoch, next_seq, counted_to, open_counts FROM node WHERE id = 1")) {
            if (!row.next()) {
                return new Found("", 0, 1, 0, List.of(), List.of(), List.of());
            }
            byte[] counts = row.getBytes(5);
            List<HourlySegment> open =
                    counts.length == 0 ? List.of() : BatchBody.of(counts).segments();
            return new Found(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    open,
                    openSessions(connection),
                    pendingLines(connection));
        }
    }

    private static List<OpenSession> openSessions(Connection connection) throws SQLException {
        List<OpenSession> sessions = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT app, room_kind, room, session FROM open_session"
                        + " ORDER BY app, room_kind, room, session")) {
            while (row.next()) {
                RoomKey room = new RoomKey(row.getLong(1), RoomKinds.of(row.getInt(2)), row.getString(3));
                sessions.add(new OpenSession(room, row.getString(4)));
            }
        }
        return sessions;
    }

    private static List<String> pendingLines(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT lines FROM pending_event ORDER BY id")) {
            while (row.next()) {
                row.getString(1).lines().forEach(lines::add);
            }
        }
        return lines;
    }

    @Override
    public void checkpoint(BatchBody openCounts, Sessions sessions, List<String> newLines) {
        write(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE node SET counted_to = ?, open_counts = ? WHERE id = 1")) {
                update.setLong(1, openCounts.countedTo());
                update.setBytes(2, openCounts.toBytes());
                update.executeUpdate();
            }
            noteSessions(connection, sessions);
            if (!newLines.isEmpty()) {
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO pending_event (lines) VALUES (?)")) {
                    insert.setString(1, String.join("\n", newLines));
                    insert.executeUpdate();
                }
            }
            return true;
        });
    }

    @Override
    public void seal(long seq, long sealedAtMillis, BatchBody body, Sessions sessions) {
        write(connection -> {
            // A commit that failed may have reached the disk all the same. The caller then seals again, with all of
            // that and
            // what came since, before anything is shipped; so the later body takes the earlier one's place.
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO outbox (seq, counted_to, sealed_at, body) VALUES (?, ?, ?, ?) "
                            + "ON CONFLICT (seq) DO UPDATE SET counted_to = excluded.counted_to, "
                            + "sealed_at = excluded.sealed_at, body = excluded.body")) {
                insert.setLong(1, seq);
                insert.setLong(2, body.countedTo());
                insert.setLong(3, sealedAtMillis);
                insert.setBytes(4, body.toBytes());
                insert.executeUpdate();
            }
            resetNode(connection, seq + 1, body.countedTo());
            noteSessions(connection, sessions);
            return true;
        });
    }

    @Override
    public void startOver(long nextSeq) {
        write(connection -> {
            resetNode(connection, nextSeq, 0);
            execute(connection, "DELETE FROM open_session");
            execute(connection, "DELETE FROM outbox");
            return true;
        });
    }

    @Override
    public List<Sealed> sealedAfter(long seq, int limit) {
        return read(connection -> sealedAfter(connection, seq, limit));
    }

    static List<Sealed> sealedAfter(Connection connection, long seq, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT seq, body FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?")) {
            select.setLong(1, seq);
            select.setInt(2, limit);
            List<Sealed> sealed = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sealed.add(new Sealed(row.getLong(1), BatchBody.of(row.getBytes(2))));
                }
            }
            return sealed;
        }
    }

    @Override
    public void prune(long appliedSeq, long sealedBeforeMillis) {
        write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM outbox WHERE seq <= ? AND sealed_at < ?")) {
                delete.setLong(1, appliedSeq);
                delete.setLong(2, sealedBeforeMillis);
                return delete.executeUpdate();
            }
        });
    }

    /** Lets the file grow no further than this (or its present size); a full disk for tests. */
    void limitPages(long pages) {
        write(connection -> SqliteConnections.number(connection, "PRAGMA max_page_count = " + pages));
    }

    @Override
    public void close() {
        database.close();
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void resetNode(Connection connection, long nextSeq, long countedTo) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE node SET next_seq = ?, counted_to = ?, open_counts = ? WHERE id = 1")) {
            update.setLong(1, nextSeq);
            update.setLong(2, countedTo);
            update.setBytes(3, NOTHING);
            update.executeUpdate();
        }
        execute(connection, "DELETE FROM pending_event");
    }

    private static void noteSessions(Connection connection, Sessions sessions) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM open_session WHERE app = ? AND room_kind = ? AND room = ? AND session = ?")) {
            for (OpenSession session : sessions.left()) {
                bind(delete, session);
                delete.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO open_session "
                + "(app, room_kind, room, session) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (OpenSession session : sessions.entered()) {
                bind(insert, session);
                insert.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, OpenSession session) throws SQLException {
        statement.setLong(1, session.room().sdkAppId());
        statement.setInt(2, RoomKinds.number(session.room().kind()));
        statement.setString(3, session.room().id());
        statement.setString(4, session.sessionId());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private <T> T write(SqliteWork<T> work) {
        try {
            return database.write(work);
        } catch (StorageException | CorruptSegmentException e) {
            throw new UsageUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private <T> T read(SqliteWork<T> work) {
        try {
            return database.read(work);
        } catch (StorageException | CorruptSegmentException e) {
            throw new UsageUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
