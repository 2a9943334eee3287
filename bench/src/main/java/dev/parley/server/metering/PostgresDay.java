package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The day as the obvious table: one row per application, minute, room and node, with a covering primary key. */
final class PostgresDay implements AutoCloseable {

    private final Connection connection;

    PostgresDay(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
    }

    /** Loads a file that the database server can read. */
    void load(Path rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS room_minute");
            statement.execute("CREATE TABLE room_minute (app bigint NOT NULL, minute int NOT NULL, "
                    + "room text COLLATE \"C\" NOT NULL, node smallint NOT NULL, audio int NOT NULL, sd int NOT NULL, "
                    + "hd int NOT NULL, fullhd int NOT NULL, k2 int NOT NULL, k4 int NOT NULL)");
            statement.execute("COPY room_minute FROM '" + rows + "'");
            statement.execute("ALTER TABLE room_minute ADD PRIMARY KEY (app, minute, room, node) "
                    + "INCLUDE (audio, sd, hd, fullhd, k2, k4)");
            statement.execute("VACUUM (FREEZE, ANALYZE) room_minute");
        }
    }

    String version() throws SQLException {
        return text("SELECT version()");
    }

    long bytes() throws SQLException {
        return Long.parseLong(text("SELECT pg_total_relation_size('room_minute')"));
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    String data(long fromMinute, long toMinute) throws SQLException {
        StringBuilder text = new StringBuilder(1 << 16);
        RoomUsageCsv csv = new RoomUsageCsv(text);
        csv.header();
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement("SELECT room, sum(audio), sum(sd), sum(hd), "
                + "sum(fullhd), sum(k2), sum(k4) FROM room_minute WHERE app = ? AND minute >= ? AND minute < ? "
                + "GROUP BY room ORDER BY room")) {
            select.setFetchSize(10_000);
            select.setLong(1, SampleDay.APPLICATION);
            select.setInt(2, (int) fromMinute);
            select.setInt(3, (int) toMinute);
            long[] seconds = new long[Tier.COUNT];
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    for (int i = 0; i < seconds.length; i++) {
                        seconds[i] = row.getLong(i + 2);
                    }
                    csv.room(RoomKind.STR, row.getString(1), seconds);
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return text.toString();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
