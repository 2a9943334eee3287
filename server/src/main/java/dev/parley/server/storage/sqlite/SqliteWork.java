package dev.parley.server.storage.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do inside one transaction. */
@FunctionalInterface
public interface SqliteWork<T extends @org.jspecify.annotations.Nullable Object> {

    T on(Connection connection) throws SQLException;
}
