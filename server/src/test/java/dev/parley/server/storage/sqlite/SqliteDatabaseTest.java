package dev.parley.server.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.rooms.Application;
import dev.parley.server.storage.DataDirectoryException;
import dev.parley.server.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_772_416_710_123L));

    @TempDir
    Path temporary;

    @Test
    void theDirectoryIsPrivateToItsOwner() throws IOException {
        Path path = temporary.resolve("new/data");
        DataDirectory.prepare(path);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void aDirectoryThatHoldsOtherThingsStaysOpenButItsDatabasesAreClosedToOthers() throws IOException {
        Path path = Files.createDirectory(temporary.resolve("shared"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(path.resolve("of-somebody-else"));

        try (SqliteDatabase database = SqliteDatabase.open(DataDirectory.prepare(path))) {
            new SqliteApplications(database, CLOCK).create(1, "demo");
            assertThat(permissions(path)).isEqualTo("rwxr-xr-x");
            assertThat(permissions(path.resolve(SqliteDatabase.SERVER_FILE))).isEqualTo("rw-------");
            assertThat(permissions(path.resolve(SqliteDatabase.SERVER_FILE + "-wal")))
                    .isEqualTo("rw-------");
        }
    }

    /** So that a copy of the file is a copy of the data. */
    @Test
    void aCleanEndLeavesEverythingInOneFile() {
        Path path = temporary.resolve("data");
        try (SqliteDatabase database = SqliteDatabase.open(DataDirectory.prepare(path))) {
            SqliteApplications applications = new SqliteApplications(database, CLOCK);
            applications.create(1, "demo");
            assertThat(applications.list()).hasSize(1);
            assertThat(path.resolve(SqliteDatabase.SERVER_FILE + "-wal")).isNotEmptyFile();
        }

        assertThat(path.resolve(SqliteDatabase.SERVER_FILE + "-wal")).doesNotExist();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void commitsAreSynchronousAndSpaceIsGivenBack() {
        try (SqliteDatabase database = open()) {
            assertThat(pragma(database, "synchronous")).isEqualTo(2);
            assertThat(pragma(database, "auto_vacuum")).isEqualTo(2);
        }
    }

    @Test
    void applicationsSurviveReopening() {
        Application first;
        try (SqliteDatabase database = open()) {
            first = new SqliteApplications(database, CLOCK).create(1, "demo");
        }
        try (SqliteDatabase database = open()) {
            SqliteApplications applications = new SqliteApplications(database, CLOCK);
            Application second = applications.create(2, "other");

            assertThat(first.sdkAppId()).isEqualTo(20000001);
            assertThat(first.secretKey()).matches("[0-9a-f]{64}").isNotEqualTo(second.secretKey());
            assertThat(applications.find(20000001)).contains(first);
            assertThat(applications.list()).containsExactly(first, second);
            assertThat(applications.find(7)).isEmpty();
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");

        assertThatThrownBy(() -> DataDirectory.prepare(file))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("Give another one");
        assertThatThrownBy(() -> DataDirectory.prepare(file.resolve("below")))
                .isInstanceOf(DataDirectoryException.class);
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        DataDirectory directory = DataDirectory.prepare(temporary);
        Path file = directory.file("parley.db");
        Files.writeString(file, "something else entirely, and long enough to be looked at as a database header....");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> SqliteDatabase.open(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("not a SQLite file");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsRefused() throws IOException {
        DataDirectory directory = DataDirectory.prepare(temporary);
        Files.createDirectory(directory.file("parley.db"));

        assertThatThrownBy(() -> SqliteDatabase.open(directory)).isInstanceOf(DataDirectoryException.class);
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefused() throws SQLException {
        DataDirectory directory = DataDirectory.prepare(temporary);
        change(directory, "CREATE TABLE theirs (x INTEGER)");

        assertThatThrownBy(() -> SqliteDatabase.open(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("another program");
    }

    @Test
    void aNewerDatabaseIsRefused() throws SQLException {
        open().close();
        DataDirectory directory = DataDirectory.prepare(temporary);
        change(directory, "INSERT INTO schema_migration VALUES (9999, '9999-future.sql', 1)");

        assertThatThrownBy(this::open)
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("newer Parley");
        assertThatThrownBy(() -> SqliteDatabase.openReadOnly(DataDirectory.existing(temporary)))
                .hasMessageContaining("newer Parley");
    }

    @Test
    void aChangedMigrationIsRefused() throws SQLException {
        open().close();
        DataDirectory directory = DataDirectory.prepare(temporary);
        change(directory, "UPDATE schema_migration SET checksum = checksum + 1");

        assertThatThrownBy(this::open).hasMessageContaining("another build");
    }

    @Test
    void aDirectoryWithoutDataIsNotReadable() {
        assertThatThrownBy(() -> DataDirectory.existing(temporary))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("no Parley data");
    }

    @Test
    void aSecondServerIsKeptOut() throws IOException {
        DataDirectory directory = DataDirectory.prepare(temporary);
        try (var lock = directory.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(directory::lock)
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("Another Parley server");
        }
    }

    @Test
    void aFullDiskFailsTheTransactionAndKeepsTheRest() {
        try (SqliteDatabase database = open()) {
            SqliteApplications applications = new SqliteApplications(database, CLOCK);
            Application kept = applications.create(1, "kept");
            limitPages(database, 1);

            assertThatThrownBy(() -> applications.create(1, "x".repeat(1_000_000)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("disk is full");
            assertThat(applications.list()).containsExactly(kept);

            limitPages(database, 1_000_000);
            assertThat(applications.create(1, "x".repeat(1_000_000)).sdkAppId()).isEqualTo(20000002);
        }
    }

    private SqliteDatabase open() {
        return SqliteDatabase.open(DataDirectory.prepare(temporary));
    }

    private static void limitPages(SqliteDatabase database, int pages) {
        database.write(connection -> SqliteConnections.number(connection, "PRAGMA max_page_count = " + pages));
    }

    private static long pragma(SqliteDatabase database, String name) {
        return database.write(connection -> SqliteConnections.number(connection, "PRAGMA " + name));
    }

    private static void change(DataDirectory directory, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.file("parley.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
