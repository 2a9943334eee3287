package dev.parley.server.storage.sqlite;

import dev.parley.server.storage.DataDirectoryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Brings a database to the form this program expects: numbered SQL files, listed in a file {@code index} beside them,
 * each applied once and never changed afterwards (a checksum sees to that).
 */
final class SqliteMigrations {

    private record Migration(int number, String name, String sql) {
        /** Ignores how lines end, so that a checkout elsewhere counts as the same. */
        long checksum() {
            CRC32C crc = new CRC32C();
            crc.update(sql.replace("\r", "").getBytes(StandardCharsets.UTF_8));
            return crc.getValue();
        }
    }

    private final String folder;
    private final List<Migration> migrations;

    /** Reads the migrations in a folder of resources beside this class. */
    SqliteMigrations(String folder) {
        this.folder = folder;
        this.migrations = resource("index")
                .lines()
                .filter(line -> !line.isBlank())
                .map(this::migration)
                .toList();
    }

    /** Applies what is missing; runs inside the caller's transaction. */
    void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_migration "
                    + "(number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum BIGINT NOT NULL)");
        }
        List<Migration> missing = missing(connection);
        for (Migration migration : missing) {
            execute(connection, migration);
        }
    }

    /** For readers: complains when the database is older or newer than this program. */
    void expectApplied(Connection connection) throws SQLException {
        if (!missing(connection).isEmpty()) {
            throw new DataDirectoryException("The data directory was last used by an older Parley. "
                    + "Start the server once; it brings the directory up to date.");
        }
    }

    private List<Migration> missing(Connection connection) throws SQLException {
        List<Migration> missing = new ArrayList<>(migrations);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT number, checksum FROM schema_migration")) {
            while (row.next()) {
                int number = row.getInt(1);
                Migration known = migrations.stream()
                        .filter(migration -> migration.number() == number)
                        .findFirst()
                        .orElseThrow(() -> newer(number));
                if (known.checksum() != row.getLong(2)) {
                    throw new DataDirectoryException("The database was made by another build of Parley: its step "
                            + known.name() + " differs. Use that build, or another data directory.");
                }
                missing.remove(known);
            }
        }
        return missing;
    }

    private static DataDirectoryException newer(int number) {
        return new DataDirectoryException("The data directory was used by a newer Parley (database step " + number
                + " is unknown here). Start that version, or give another directory.");
    }

    private static void execute(Connection connection, Migration migration) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : migration.sql().split(";\\s*\\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO schema_migration (number, name, checksum) VALUES (?, ?, ?)")) {
            insert.setInt(1, migration.number());
            insert.setString(2, migration.name());
            insert.setLong(3, migration.checksum());
            insert.executeUpdate();
        }
    }

    private Migration migration(String fileName) {
        int number = Integer.parseInt(fileName.substring(0, fileName.indexOf('-')));
        return new Migration(number, fileName, resource(fileName));
    }

    private String resource(String name) {
        try (InputStream in = SqliteMigrations.class.getResourceAsStream(folder + "/" + name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + folder + "/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
