package dev.parley.server.storage.sqlite;

import dev.parley.server.access.AccessRecords;
import dev.parley.server.access.AccessStore;
import org.jspecify.annotations.Nullable;

/** All of access in the server's database; a counter there grows with each transaction that changes some of it. */
public final class SqliteAccessStore implements AccessStore {

    private static final String REVISION = "SELECT revision FROM access_revision";

    private final SqliteDatabase database;

    public SqliteAccessStore(SqliteDatabase database) {
        this.database = database;
    }

    /** Runs the work in a transaction that everybody will notice. */
    static <T extends @Nullable Object> T change(SqliteDatabase database, SqliteWork<T> work) {
        return database.write(connection -> {
            T result = work.on(connection);
            SqliteRows.update(connection, "UPDATE access_revision SET revision = revision + 1");
            return result;
        });
    }

    @Override
    public long localChanges() {
        return database.commits();
    }

    @Override
    public long revision() {
        return database.read(connection -> SqliteRows.number(connection, REVISION));
    }

    @Override
    public AccessRecords load() {
        return database.read(connection -> new AccessRecords(
                SqliteRows.number(connection, REVISION),
                SqliteApiKeys.all(connection),
                SqliteUsers.all(connection),
                SqliteUsers.allGroups(connection),
                SqlitePolicies.all(connection),
                SqlitePolicies.allAttachments(connection),
                SqlitePolicies.allAddresses(connection),
                SqliteApplications.allTags(connection)));
    }
}
