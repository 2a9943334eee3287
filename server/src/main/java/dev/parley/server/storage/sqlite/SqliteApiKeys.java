package dev.parley.server.storage.sqlite;

import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.access.RefusedChangeException;
import dev.parley.server.access.StoredToken;
import dev.parley.server.access.TemporaryCredential;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API keys in the server's database. */
public final class SqliteApiKeys implements ApiKeys {

    private static final String PREFIX = "AKID";
    private static final int RANDOM_LENGTH = 32;
    private static final int TOKEN_LENGTH = 96;
    private static final String COLUMNS =
            "secret_id, secret_key, account_id, uin, name, enabled, created_at, token_hash, expires_at";

    /** So long an expired key is told that its token is refused; then it is unknown. */
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqliteApiKeys(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<ApiKey> find(String secretId) {
        return database.read(connection -> SqliteRows.first(
                connection, "SELECT " + COLUMNS + " FROM api_key WHERE secret_id = ?", SqliteApiKeys::key, secretId));
    }

    @Override
    public List<ApiKey> list() {
        return database.read(SqliteApiKeys::all);
    }

    static List<ApiKey> all(Connection connection) throws SQLException {
        return SqliteRows.list(
                connection, "SELECT " + COLUMNS + " FROM api_key ORDER BY created_at, secret_id", SqliteApiKeys::key);
    }

    @Override
    public ApiKey create(long accountId, long uin, String name) {
        ApiKey key = fresh(accountId, uin, name, now(), null);
        return SqliteAccessStore.change(database, connection -> {
            requireFewer(
                    MAX_KEYS,
                    "keys",
                    SqliteRows.number(
                            connection, "SELECT COUNT(*) FROM api_key WHERE uin = ? AND expires_at IS NULL", uin));
            insert(connection, key);
            return key;
        });
    }

    @Override
    public TemporaryCredential createTemporary(long accountId, long uin, Duration validity) {
        if (!validity.isPositive() || validity.compareTo(MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("validity " + validity);
        }
        String token = RandomText.alphanumeric(TOKEN_LENGTH);
        Instant now = now();
        ApiKey key = fresh(accountId, uin, "temporary", now, StoredToken.of(token, now.plus(validity)));
        return SqliteAccessStore.change(database, connection -> {
            SqliteRows.update(
                    connection,
                    "DELETE FROM api_key WHERE expires_at < ?",
                    now.minus(KEPT_AFTER_EXPIRY).toEpochMilli());
            requireFewer(
                    MAX_TEMPORARY,
                    "temporary keys",
                    SqliteRows.number(
                            connection,
                            "SELECT COUNT(*) FROM api_key WHERE uin = ? AND expires_at > ?",
                            uin,
                            now.toEpochMilli()));
            insert(connection, key);
            return new TemporaryCredential(key, token);
        });
    }

    private static void requireFewer(int limit, String what, long found) {
        if (found >= limit) {
            throw new RefusedChangeException("This user has " + found + " " + what + ", as many as are allowed.");
        }
    }

    private static ApiKey fresh(long accountId, long uin, String name, Instant now, @Nullable StoredToken token) {
        return new ApiKey(
                PREFIX + RandomText.alphanumeric(RANDOM_LENGTH),
                RandomText.alphanumeric(RANDOM_LENGTH),
                accountId,
                uin,
                name,
                true,
                now,
                token);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static void insert(Connection connection, ApiKey key) throws SQLException {
        StoredToken token = key.token();
        SqliteRows.update(
                connection,
                "INSERT INTO api_key (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)",
                key.secretId(),
                key.secretKey(),
                key.accountId(),
                key.uin(),
                key.name(),
                key.createdAt().toEpochMilli(),
                token == null ? null : token.sha256(),
                token == null ? null : token.expiresAt().toEpochMilli());
    }

    @Override
    public boolean setEnabled(String secretId, boolean enabled) {
        return SqliteAccessStore.change(
                database,
                connection -> SqliteRows.update(
                                connection,
                                "UPDATE api_key SET enabled = ? WHERE secret_id = ?",
                                enabled ? 1 : 0,
                                secretId)
                        == 1);
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        String hash = row.getString(8);
        return new ApiKey(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6) != 0,
                Instant.ofEpochMilli(row.getLong(7)),
                hash == null ? null : new StoredToken(hash, Instant.ofEpochMilli(row.getLong(9))));
    }
}
