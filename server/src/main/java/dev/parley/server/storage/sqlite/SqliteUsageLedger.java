package dev.parley.server.storage.sqlite;

import dev.parley.server.metering.ApplicationSums;
import dev.parley.server.metering.CorruptSegmentException;
import dev.parley.server.metering.EventChunk;
import dev.parley.server.metering.HourlySegment;
import dev.parley.server.metering.Tier;
import dev.parley.server.metering.UsageBatch;
import dev.parley.server.metering.UsageLedger;
import dev.parley.server.metering.UsageSnapshot;
import dev.parley.server.metering.UsageUnavailableException;
import dev.parley.server.storage.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The usage ledger in the server's database. A batch counts once because its data and its source's high-water mark move
 * in one transaction, and the mark moves only by one.
 */
public final class SqliteUsageLedger implements UsageLedger {

    static final int BATCH_PART = 0;
    static final int COMPACTED = 1;
    private static final int SLOTS_PER_HOUR = 12;

    private final SqliteDatabase database;

    public SqliteUsageLedger(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public long register(String source, long epoch) {
        return write(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    "INSERT INTO usage_source (source, epoch, seq, counted_to) VALUES (?, ?, 0, 0) "
                            + "ON CONFLICT (source) DO UPDATE SET "
                            + "epoch = CASE WHEN excluded.epoch > usage_source.epoch "
                            + "THEN excluded.epoch ELSE usage_source.epoch END RETURNING seq")) {
                upsert.setString(1, source);
                upsert.setLong(2, epoch);
                try (ResultSet row = upsert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Override
    public Applied apply(UsageBatch batch) {
        return write(connection -> {
            if (!moveMark(connection, batch.source(), batch.epoch(), batch.seq() - 1, batch.seq(), batch.countedTo())) {
                return refusal(connection, batch);
            }
            insertSegments(connection, batch);
            addApplicationSums(connection, batch);
            insertEvents(connection, batch);
            return new Applied.Ok();
        });
    }

    @Override
    public void recordHole(String source, long epoch, long fromSeq, long toSeq, long toSecond) {
        write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO usage_hole "
                    + "(source, from_seq, to_seq, from_second, to_second) "
                    + "SELECT source, seq + 1, ?, counted_to, ? FROM usage_source "
                    + "WHERE source = ? AND epoch = ? AND seq = ?")) {
                insert.setLong(1, toSeq);
                insert.setLong(2, toSecond);
                insert.setString(3, source);
                insert.setLong(4, epoch);
                insert.setLong(5, fromSeq - 1);
                insert.executeUpdate();
            }
            moveMark(connection, source, epoch, fromSeq - 1, toSeq, 0);
            return true;
        });
    }

    @Override
    public <T extends @Nullable Object> T read(Function<UsageSnapshot, T> question) {
        try {
            return database.read(connection -> {
                try {
                    return question.apply(new SqliteUsageSnapshot(connection));
                } catch (SqliteUsageSnapshot.ReadFailure e) {
                    throw e.sqlException();
                }
            });
        } catch (StorageException | CorruptSegmentException e) {
            throw new UsageUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private <T> T write(SqliteWork<T> work) {
        try {
            return database.write(work);
        } catch (StorageException e) {
            throw new UsageUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean moveMark(
            Connection connection, String source, long epoch, long fromSeq, long toSeq, long countedTo)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE usage_source SET seq = ?, counted_to = "
                + "CASE WHEN counted_to > ? THEN counted_to ELSE ? END WHERE source = ? AND epoch = ? AND seq = ?")) {
            update.setLong(1, toSeq);
            update.setLong(2, countedTo);
            update.setLong(3, countedTo);
            update.setString(4, source);
            update.setLong(5, epoch);
            update.setLong(6, fromSeq);
            return update.executeUpdate() == 1;
        }
    }

    private static Applied refusal(Connection connection, UsageBatch batch) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT epoch, seq FROM usage_source WHERE source = ?")) {
            select.setString(1, batch.source());
            try (ResultSet row = select.executeQuery()) {
                boolean registered = row.next() && row.getLong(1) == batch.epoch();
                if (!registered) {
                    return new Applied.Fenced();
                }
                long mark = row.getLong(2);
                return mark >= batch.seq() ? new Applied.Duplicate() : new Applied.Gap(mark + 1);
            }
        }
    }

    private static void insertSegments(Connection connection, UsageBatch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO usage_segment "
                + "(app, hour, kind, source, seq, head, body) VALUES (?, ?, " + BATCH_PART + ", ?, ?, ?, ?)")) {
            for (HourlySegment segment : batch.segments()) {
                insert.setLong(1, segment.sdkAppId());
                insert.setLong(2, segment.hour());
                insert.setString(3, batch.source());
                insert.setLong(4, batch.seq());
                insert.setBytes(5, segment.segment().head());
                insert.setBytes(6, segment.segment().body());
                insert.executeUpdate();
            }
        }
    }

    private static void addApplicationSums(Connection connection, UsageBatch batch) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(
                "INSERT INTO usage_app (app, slot, robot, tier, seconds) VALUES (?, ?, ?, ?, ?) "
                        + "ON CONFLICT (app, slot, robot, tier) "
                        + "DO UPDATE SET seconds = usage_app.seconds + excluded.seconds")) {
            for (HourlySegment segment : batch.segments()) {
                long[][] slots = ApplicationSums.slots(segment.segment());
                for (int column = 0; column < slots.length; column++) {
                    for (int slot = 0; slot < SLOTS_PER_HOUR; slot++) {
                        if (slots[column][slot] != 0) {
                            add.setLong(1, segment.sdkAppId());
                            add.setLong(2, segment.hour() * SLOTS_PER_HOUR + slot);
                            add.setInt(3, column / Tier.COUNT);
                            add.setInt(4, column % Tier.COUNT);
                            add.setLong(5, slots[column][slot]);
                            add.executeUpdate();
                        }
                    }
                }
            }
        }
    }

    private static void insertEvents(Connection connection, UsageBatch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO usage_event "
                + "(app, room_kind, room, hour, source, seq, body) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (EventChunk chunk : batch.events()) {
                insert.setLong(1, chunk.room().sdkAppId());
                insert.setInt(2, RoomKinds.number(chunk.room().kind()));
                insert.setString(3, chunk.room().id());
                insert.setLong(4, chunk.hour());
                insert.setString(5, batch.source());
                insert.setLong(6, batch.seq());
                insert.setBytes(7, chunk.body());
                insert.executeUpdate();
            }
        }
    }
}
