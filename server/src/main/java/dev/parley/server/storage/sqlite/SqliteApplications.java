package dev.parley.server.storage.sqlite;

import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The applications in the server's database. */
public final class SqliteApplications implements Applications {

    private static final long FIRST_ID = 20_000_001;
    private static final int SECRET_LENGTH = 64;
    private static final String COLUMNS =
            "sdk_app_id, account_id, name, secret_key, enabled, permission_control, created_at, tags";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM application ";

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqliteApplications(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Application> find(long sdkAppId) {
        return database.read(connection -> find(connection, sdkAppId));
    }

    private static Optional<Application> find(Connection connection, long sdkAppId) throws SQLException {
        return SqliteRows.first(connection, SELECT + "WHERE sdk_app_id = ?", SqliteApplications::application, sdkAppId);
    }

    @Override
    public List<Application> list() {
        return database.read(SqliteApplications::all);
    }

    private static List<Application> all(Connection connection) throws SQLException {
        return SqliteRows.list(connection, SELECT + "ORDER BY sdk_app_id", SqliteApplications::application);
    }

    /** The tags of the applications that have some. */
    static Map<Long, Map<String, String>> allTags(Connection connection) throws SQLException {
        Map<Long, Map<String, String>> tags = new HashMap<>();
        for (Application application : all(connection)) {
            if (!application.tags().isEmpty()) {
                tags.put(application.sdkAppId(), application.tags());
            }
        }
        return tags;
    }

    @Override
    public Application create(long accountId, String name) {
        return create(accountId, name, Map.of());
    }

    /** As {@link #create(long, String)} with tags. */
    public Application create(long accountId, String name, Map<String, String> tags) {
        String secret = RandomText.hex(SECRET_LENGTH);
        Instant now = Instant.ofEpochMilli(clock.millis());
        return SqliteAccessStore.change(database, connection -> {
            long id =
                    SqliteRows.number(connection, "SELECT COALESCE(MAX(sdk_app_id) + 1, ?) FROM application", FIRST_ID);
            Application created = new Application(id, accountId, name, secret, true, now).withTags(tags);
            SqliteRows.update(
                    connection,
                    "INSERT INTO application (" + COLUMNS + ") VALUES (?, ?, ?, ?, 1, 0, ?, ?)",
                    id,
                    accountId,
                    name,
                    secret,
                    now.toEpochMilli(),
                    text(created.tags()));
            return created;
        });
    }

    /** Gives an application other tags; empty when there is none of that id. */
    public Optional<Application> tag(long sdkAppId, Map<String, String> tags) {
        return SqliteAccessStore.change(database, connection -> {
            Optional<Application> tagged = find(connection, sdkAppId).map(old -> old.withTags(tags));
            if (tagged.isPresent()) {
                SqliteRows.update(
                        connection,
                        "UPDATE application SET tags = ? WHERE sdk_app_id = ?",
                        text(tagged.get().tags()),
                        sdkAppId);
            }
            return tagged;
        });
    }

    /** Switches advanced permission control; empty when there is no application of that id. */
    public Optional<Application> setPermissionControl(long sdkAppId, boolean on) {
        return database.write(connection -> {
            SqliteRows.update(
                    connection,
                    "UPDATE application SET permission_control = ? WHERE sdk_app_id = ?",
                    on ? 1 : 0,
                    sdkAppId);
            return find(connection, sdkAppId);
        });
    }

    /** One {@code key=value} a line; neither part has line breaks, and no key an equals sign. */
    private static String text(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new TreeMap<>();
        text.lines()
                .forEach(line -> tags.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return tags;
    }

    private static Application application(ResultSet row) throws SQLException {
        return new Application(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5) != 0,
                row.getInt(6) != 0,
                Instant.ofEpochMilli(row.getLong(7)),
                tags(row.getString(8)));
    }
}
