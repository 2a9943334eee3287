package dev.parley.server.storage.sqlite;

import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The applications in the server's database. */
public final class SqliteApplications implements Applications {

    private static final long FIRST_ID = 20_000_001;
    private static final int SECRET_LENGTH = 64;
    private static final String COLUMNS = "sdk_app_id, account_id, name, secret_key, enabled, created_at";

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqliteApplications(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Application> find(long sdkAppId) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT " + COLUMNS + " FROM application WHERE sdk_app_id = ?")) {
                select.setLong(1, sdkAppId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(application(row)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<Application> list() {
        return database.read(connection -> {
            List<Application> all = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT " + COLUMNS + " FROM application ORDER BY sdk_app_id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(application(row));
                }
            }
            return all;
        });
    }

    @Override
    public Application create(long accountId, String name) {
        String secret = RandomText.hex(SECRET_LENGTH);
        Instant now = Instant.ofEpochMilli(clock.millis());
        return database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO application (" + COLUMNS + ") "
                    + "SELECT COALESCE(MAX(sdk_app_id) + 1, ?), ?, ?, ?, 1, ? FROM application RETURNING sdk_app_id")) {
                insert.setLong(1, FIRST_ID);
                insert.setLong(2, accountId);
                insert.setString(3, name);
                insert.setString(4, secret);
                insert.setLong(5, now.toEpochMilli());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return new Application(row.getLong(1), accountId, name, secret, true, now);
                }
            }
        });
    }

    private static Application application(ResultSet row) throws SQLException {
        return new Application(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5) != 0,
                Instant.ofEpochMilli(row.getLong(6)));
    }
}
