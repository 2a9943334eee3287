package dev.parley.server.storage.sqlite;

import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API keys in the server's database. */
public final class SqliteApiKeys implements ApiKeys {

    private static final String PREFIX = "AKID";
    private static final int RANDOM_LENGTH = 32;
    private static final String COLUMNS = "secret_id, secret_key, account_id, name, enabled, created_at";

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqliteApiKeys(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<ApiKey> find(String secretId) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT " + COLUMNS + " FROM api_key WHERE secret_id = ?")) {
                select.setString(1, secretId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(key(row)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<ApiKey> list() {
        return database.read(connection -> {
            List<ApiKey> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT " + COLUMNS + " FROM api_key ORDER BY created_at, secret_id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(key(row));
                }
            }
            return all;
        });
    }

    @Override
    public ApiKey create(long accountId, String name) {
        ApiKey key = new ApiKey(
                PREFIX + RandomText.alphanumeric(RANDOM_LENGTH),
                RandomText.alphanumeric(RANDOM_LENGTH),
                accountId,
                name,
                true,
                Instant.ofEpochMilli(clock.millis()));
        return database.write(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO api_key (" + COLUMNS + ") VALUES (?, ?, ?, ?, 1, ?)")) {
                insert.setString(1, key.secretId());
                insert.setString(2, key.secretKey());
                insert.setLong(3, accountId);
                insert.setString(4, name);
                insert.setLong(5, key.createdAt().toEpochMilli());
                insert.executeUpdate();
            }
            return key;
        });
    }

    @Override
    public boolean disable(String secretId) {
        return database.write(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE api_key SET enabled = 0 WHERE secret_id = ?")) {
                update.setString(1, secretId);
                return update.executeUpdate() == 1;
            }
        });
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getInt(5) != 0,
                Instant.ofEpochMilli(row.getLong(6)));
    }
}
