package dev.parley.server.storage.sqlite;

import dev.parley.server.metering.EventChunk;
import dev.parley.server.metering.HourlySegment;
import dev.parley.server.metering.Segment;
import dev.parley.server.metering.Tier;
import dev.parley.server.metering.UsageSnapshot;
import dev.parley.server.rooms.RoomKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the ledger's tables inside one transaction. */
final class SqliteUsageSnapshot implements UsageSnapshot {

    private static final byte[] NO_BODY = {};
    private static final int MINUTES_PER_HOUR = 60;

    /** Carries an {@link SQLException} through code that knows nothing of SQL. */
    static final class ReadFailure extends RuntimeException {
        private final SQLException sqlException;

        ReadFailure(SQLException sqlException) {
            super(sqlException);
            this.sqlException = sqlException;
        }

        SQLException sqlException() {
            return sqlException;
        }
    }

    private final Connection connection;

    SqliteUsageSnapshot(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<Position> positions() {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT source, seq, counted_to FROM usage_source ORDER BY source");
                ResultSet row = select.executeQuery()) {
            List<Position> positions = new ArrayList<>();
            while (row.next()) {
                positions.add(new Position(row.getString(1), row.getLong(2), row.getLong(3)));
            }
            return positions;
        } catch (SQLException e) {
            throw new ReadFailure(e);
        }
    }

    @Override
    public List<Hole> holes() {
        try (PreparedStatement select = connection.prepareStatement("SELECT source, from_seq, to_seq, from_second, "
                        + "to_second FROM usage_hole ORDER BY source, from_seq");
                ResultSet row = select.executeQuery()) {
            List<Hole> holes = new ArrayList<>();
            while (row.next()) {
                holes.add(new Hole(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
            }
            return holes;
        } catch (SQLException e) {
            throw new ReadFailure(e);
        }
    }

    @Override
    public List<HourlySegment> segments(long sdkAppId, long fromMinute, long toMinute) {
        // The first and the last hour may be ragged; only they need their bodies, which are most of the bytes.
        long firstHour = Math.floorDiv(fromMinute, MINUTES_PER_HOUR);
        long lastHour = Math.floorDiv(toMinute - 1, MINUTES_PER_HOUR);
        long firstRagged = Math.floorMod(fromMinute, MINUTES_PER_HOUR) == 0 ? Long.MIN_VALUE : firstHour;
        long lastRagged = Math.floorMod(toMinute, MINUTES_PER_HOUR) == 0 ? Long.MIN_VALUE : lastHour;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT hour, head, CASE WHEN hour IN (?, ?) THEN body END FROM usage_segment "
                        + "WHERE app = ? AND hour BETWEEN ? AND ?")) {
            select.setLong(1, firstRagged);
            select.setLong(2, lastRagged);
            select.setLong(3, sdkAppId);
            select.setLong(4, firstHour);
            select.setLong(5, lastHour);
            return readSegments(sdkAppId, select);
        } catch (SQLException e) {
            throw new ReadFailure(e);
        }
    }

    private static List<HourlySegment> readSegments(long sdkAppId, PreparedStatement select) throws SQLException {
        List<HourlySegment> segments = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                byte[] body = row.getBytes(3);
                Segment segment = new Segment(row.getBytes(2), body == null ? NO_BODY : body);
                segments.add(new HourlySegment(sdkAppId, row.getLong(1), segment));
            }
        }
        return segments;
    }

    @Override
    public void addApplicationUsage(long sdkAppId, long fromSlot, long toSlot, long[][] slots) {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT slot, robot, tier, seconds FROM usage_app WHERE app = ? AND slot >= ? AND slot < ?")) {
            select.setLong(1, sdkAppId);
            select.setLong(2, fromSlot);
            select.setLong(3, toSlot);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int column = row.getInt(2) * Tier.COUNT + row.getInt(3);
                    slots[(int) (row.getLong(1) - fromSlot)][column] += row.getLong(4);
                }
            }
        } catch (SQLException e) {
            throw new ReadFailure(e);
        }
    }

    @Override
    public List<KeptChunk> events(RoomKey room, long fromHour, long toHour) {
        try (PreparedStatement select = connection.prepareStatement("SELECT source, hour, body FROM usage_event "
                + "WHERE app = ? AND room_kind = ? AND room = ? AND hour >= ? AND hour < ? "
                + "ORDER BY hour, source, seq")) {
            select.setLong(1, room.sdkAppId());
            select.setInt(2, RoomKinds.number(room.kind()));
            select.setString(3, room.id());
            select.setLong(4, fromHour);
            select.setLong(5, toHour);
            List<KeptChunk> chunks = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    EventChunk chunk = new EventChunk(room, row.getLong(2), row.getBytes(3));
                    chunks.add(new KeptChunk(row.getString(1), chunk));
                }
            }
            return chunks;
        } catch (SQLException e) {
            throw new ReadFailure(e);
        }
    }
}
