package dev.parley.server.storage.sqlite;

import dev.parley.server.access.Group;
import dev.parley.server.access.Names;
import dev.parley.server.access.RefusedChangeException;
import dev.parley.server.access.User;
import dev.parley.server.access.Users;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The users and groups in the server's database. */
public final class SqliteUsers implements Users {

    private static final long FIRST_UIN = 200_000_000_001L;
    private static final String SELECT_USERS = "SELECT uin, account_id, name, enabled, created_at FROM sub_user";
    private static final String SELECT_GROUPS = "SELECT id, account_id, name, created_at FROM user_group";

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqliteUsers(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<User> users(long accountId) {
        return database.read(connection -> all(connection).stream()
                .filter(user -> user.accountId() == accountId)
                .toList());
    }

    @Override
    public List<Group> groups(long accountId) {
        return database.read(connection -> allGroups(connection).stream()
                .filter(group -> group.accountId() == accountId)
                .toList());
    }

    static List<User> all(Connection connection) throws SQLException {
        return SqliteRows.list(connection, SELECT_USERS + " ORDER BY uin", SqliteUsers::user);
    }

    static List<Group> allGroups(Connection connection) throws SQLException {
        record Membership(long group, long uin) {}
        Map<Long, List<Long>> members = new HashMap<>();
        SqliteRows.list(
                        connection,
                        "SELECT group_id, uin FROM group_member ORDER BY group_id, uin",
                        row -> new Membership(row.getLong(1), row.getLong(2)))
                .forEach(each -> members.computeIfAbsent(each.group(), id -> new ArrayList<>())
                        .add(each.uin()));
        return SqliteRows.list(
                connection,
                SELECT_GROUPS + " ORDER BY id",
                row -> group(row, members.getOrDefault(row.getLong(1), List.of())));
    }

    @Override
    public User user(long accountId, String name) {
        return users(accountId).stream()
                .filter(user ->
                        user.name().equals(name) || Long.toString(user.uin()).equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedChangeException(
                        "There is no user '" + name + "'; 'parley access user list' shows those there are."));
    }

    @Override
    public Group group(long accountId, String name) {
        return groups(accountId).stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedChangeException(
                        "There is no group '" + name + "'; 'parley access group list' shows those there are."));
    }

    @Override
    public User createUser(long accountId, String name) {
        Names.require("user", name);
        Instant now = now();
        return SqliteAccessStore.change(database, connection -> {
            requireRoom(connection, "sub_user", "user", MAX_USERS, accountId, name);
            long uin = SqliteRows.number(connection, "SELECT COALESCE(MAX(uin) + 1, ?) FROM sub_user", FIRST_UIN);
            SqliteRows.update(
                    connection,
                    "INSERT INTO sub_user (uin, account_id, name, enabled, created_at) VALUES (?, ?, ?, 1, ?)",
                    uin,
                    accountId,
                    name,
                    now.toEpochMilli());
            return new User(uin, accountId, name, true, now);
        });
    }

    @Override
    public Group createGroup(long accountId, String name) {
        Names.require("group", name);
        Instant now = now();
        return SqliteAccessStore.change(database, connection -> {
            requireRoom(connection, "user_group", "group", MAX_GROUPS, accountId, name);
            long id = SqliteRows.number(connection, "SELECT COALESCE(MAX(id), 0) + 1 FROM user_group");
            SqliteRows.update(
                    connection,
                    "INSERT INTO user_group (id, account_id, name, created_at) VALUES (?, ?, ?, ?)",
                    id,
                    accountId,
                    name,
                    now.toEpochMilli());
            return new Group(id, accountId, name, List.of(), now);
        });
    }

    /** The name must be free and the account not full. */
    static void requireRoom(Connection connection, String table, String kind, int limit, long accountId, String name)
            throws SQLException {
        String count = "SELECT COUNT(*) FROM " + table + " WHERE account_id = ?";
        if (SqliteRows.number(connection, count + " AND name = ?", accountId, name) > 0) {
            throw new RefusedChangeException("There is already a " + kind + " '" + name + "'.");
        }
        if (SqliteRows.number(connection, count, accountId) >= limit) {
            throw new RefusedChangeException("An account has at most " + limit + " of the kind " + kind + ".");
        }
    }

    @Override
    public void setEnabled(User user, boolean enabled) {
        SqliteAccessStore.change(
                database,
                connection -> SqliteRows.update(
                        connection, "UPDATE sub_user SET enabled = ? WHERE uin = ?", enabled ? 1 : 0, user.uin()));
    }

    @Override
    public void add(Group group, User user) {
        SqliteAccessStore.change(
                database,
                connection -> SqliteRows.update(
                        connection,
                        "INSERT INTO group_member (group_id, uin) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        group.id(),
                        user.uin()));
    }

    @Override
    public void remove(Group group, User user) {
        SqliteAccessStore.change(database, connection -> {
            int removed = SqliteRows.update(
                    connection, "DELETE FROM group_member WHERE group_id = ? AND uin = ?", group.id(), user.uin());
            if (removed == 0) {
                throw new RefusedChangeException(
                        "User '" + user.name() + "' is no member of group '" + group.name() + "'.");
            }
            return removed;
        });
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4) != 0,
                Instant.ofEpochMilli(row.getLong(5)));
    }

    private static Group group(ResultSet row, List<Long> members) throws SQLException {
        return new Group(
                row.getLong(1), row.getLong(2), row.getString(3), members, Instant.ofEpochMilli(row.getLong(4)));
    }
}
