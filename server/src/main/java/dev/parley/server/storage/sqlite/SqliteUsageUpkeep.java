package dev.parley.server.storage.sqlite;

import dev.parley.server.config.UsageSettings;
import dev.parley.server.metering.HourlySegment;
import dev.parley.server.metering.Segment;
import dev.parley.server.metering.SegmentCompaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the ledger small: adds up the parts of hours that are over (and of hours with many parts), and forgets what is
 * older than the retention. Any number of these may run at the same time: a compaction deletes exactly the rows it read
 * or changes nothing. Safe for use by any thread.
 */
public final class SqliteUsageUpkeep {

    private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final long SETTLING_MILLIS = TimeUnit.MINUTES.toMillis(10);
    private static final long DAY_SECONDS = TimeUnit.DAYS.toSeconds(1);
    private static final long HOUR_SECONDS = TimeUnit.HOURS.toSeconds(1);
    private static final long SLOT_SECONDS = TimeUnit.MINUTES.toSeconds(5);

    /** An open hour is compacted early when a question would have to merge more parts than this. */
    private static final int MANY_PARTS = 64;

    /** Rows in one transaction, so that the meter's writes never wait long. */
    private static final int ROWS_PER_TRANSACTION = 200;

    /** Free pages returned to the file system at a time. */
    private static final int PAGES_GIVEN_BACK = 10_000;

    private record Hour(long app, long hour) {}

    private record Part(int kind, String source, long seq, Segment segment) {}

    private final SqliteDatabase database;
    private final UsageSettings settings;

    public SqliteUsageUpkeep(SqliteDatabase database, UsageSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Compacts what is due.
     *
     * @param nowMillis epoch milliseconds
     * @return hours compacted; hours that another compactor changed meanwhile are left for the next time
     */
    public int compact(long nowMillis) {
        long settledHour = Math.floorDiv(nowMillis - SETTLING_MILLIS, HOUR_MILLIS);
        int compacted = 0;
        for (Hour hour : due(settledHour)) {
            compacted += compact(hour) ? 1 : 0;
        }
        return compacted;
    }

    /**
     * Deletes what is older than the retention, in small transactions.
     *
     * @param nowMillis epoch milliseconds
     * @return rows deleted
     */
    public int forgetOld(long nowMillis) {
        long now = Math.floorDiv(nowMillis, 1000L);
        long oldestHour = oldest(now, settings.retentionDays(), HOUR_SECONDS);
        long oldestSlot = oldest(now, settings.applicationRetentionDays(), SLOT_SECONDS);
        int deleted = delete("usage_segment", "app, hour, kind, source, seq", "hour < " + oldestHour);
        deleted += delete("usage_event", "app, room_kind, room, hour, source, seq", "hour < " + oldestHour);
        deleted += delete("usage_app", "app, slot, robot, tier", "slot < " + oldestSlot);
        if (deleted > 0) {
            database.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_GIVEN_BACK + ")");
                }
            });
        }
        return deleted;
    }

    /** The first hour or slot that is kept: the earliest there is when the retention is 0, for ever. */
    private static long oldest(long now, int retentionDays, long unitSeconds) {
        return retentionDays == 0 ? Long.MIN_VALUE : Math.floorDiv(now - retentionDays * DAY_SECONDS, unitSeconds);
    }

    private List<Hour> due(long settledHour) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT app, hour FROM usage_segment "
                    + "WHERE kind = " + SqliteUsageLedger.BATCH_PART + " GROUP BY app, hour "
                    + "HAVING hour < ? OR COUNT(*) > ? ORDER BY hour, app LIMIT " + ROWS_PER_TRANSACTION)) {
                select.setLong(1, settledHour);
                select.setInt(2, MANY_PARTS);
                List<Hour> hours = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        hours.add(new Hour(row.getLong(1), row.getLong(2)));
                    }
                }
                return hours;
            }
        });
    }

    private boolean compact(Hour hour) {
        List<Part> parts = parts(hour);
        if (parts.isEmpty()) {
            return false;
        }
        Segment whole = SegmentCompaction.compact(parts.stream()
                .map(part -> new HourlySegment(hour.app(), hour.hour(), part.segment()))
                .toList());
        long generation = 1
                + parts.stream()
                        .filter(part -> part.kind() == SqliteUsageLedger.COMPACTED)
                        .mapToLong(Part::seq)
                        .max()
                        .orElse(0);
        return replace(hour, parts, whole, generation);
    }

    private List<Part> parts(Hour hour) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT kind, source, seq, head, body FROM usage_segment WHERE app = ? AND hour = ?")) {
                select.setLong(1, hour.app());
                select.setLong(2, hour.hour());
                List<Part> parts = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Segment segment = new Segment(row.getBytes(4), row.getBytes(5));
                        parts.add(new Part(row.getInt(1), row.getString(2), row.getLong(3), segment));
                    }
                }
                return parts;
            }
        });
    }

    /** False, and nothing changed, when a row that was read is gone: another compactor was faster. */
    private boolean replace(Hour hour, List<Part> parts, Segment whole, long generation) {
        try {
            return database.write(connection -> {
                for (Part part : parts) {
                    if (!delete(connection, hour, part)) {
                        throw new OvertakenException();
                    }
                }
                insert(connection, hour, whole, generation);
                return true;
            });
        } catch (OvertakenException e) {
            return false;
        }
    }

    private static boolean delete(Connection connection, Hour hour, Part part) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM usage_segment " + "WHERE app = ? AND hour = ? AND kind = ? AND source = ? AND seq = ?")) {
            delete.setLong(1, hour.app());
            delete.setLong(2, hour.hour());
            delete.setInt(3, part.kind());
            delete.setString(4, part.source());
            delete.setLong(5, part.seq());
            return delete.executeUpdate() == 1;
        }
    }

    private static void insert(Connection connection, Hour hour, Segment whole, long generation) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO usage_segment "
                + "(app, hour, kind, source, seq, head, body) VALUES (?, ?, " + SqliteUsageLedger.COMPACTED
                + ", '', ?, ?, ?)")) {
            insert.setLong(1, hour.app());
            insert.setLong(2, hour.hour());
            insert.setLong(3, generation);
            insert.setBytes(4, whole.head());
            insert.setBytes(5, whole.body());
            insert.executeUpdate();
        }
    }

    private int delete(String table, String key, String condition) {
        String sql = "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table + " WHERE "
                + condition + " LIMIT " + ROWS_PER_TRANSACTION + ")";
        int all = 0;
        int deleted;
        do {
            deleted = database.write(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    return delete.executeUpdate();
                }
            });
            all += deleted;
        } while (deleted == ROWS_PER_TRANSACTION);
        return all;
    }

    /** Ends a transaction without effect. */
    private static final class OvertakenException extends RuntimeException {
        OvertakenException() {
            super(null, null, false, false);
        }
    }
}
