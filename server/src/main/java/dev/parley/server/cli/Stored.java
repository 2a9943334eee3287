package dev.parley.server.cli;

import dev.parley.server.access.AccessControl;
import dev.parley.server.access.AccessRecords;
import dev.parley.server.access.LiveAccess;
import dev.parley.server.storage.sqlite.SqliteAccessStore;
import dev.parley.server.storage.sqlite.SqliteApiKeys;
import dev.parley.server.storage.sqlite.SqliteApplications;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import dev.parley.server.storage.sqlite.SqlitePolicies;
import dev.parley.server.storage.sqlite.SqliteUsers;
import java.time.InstantSource;

/** What an open data directory holds. */
record Stored(SqliteDatabase database, InstantSource clock) {

    SqliteApplications applications() {
        return new SqliteApplications(database, clock);
    }

    SqliteUsers users() {
        return new SqliteUsers(database, clock);
    }

    SqlitePolicies policies() {
        return new SqlitePolicies(database, clock);
    }

    SqliteApiKeys keys() {
        return new SqliteApiKeys(database, clock);
    }

    /** All of access at once. */
    AccessRecords records() {
        return new SqliteAccessStore(database).load();
    }

    /** What a server decides on it. */
    AccessControl access() {
        return new LiveAccess(new SqliteAccessStore(database), clock);
    }
}
