package dev.parley.server.storage.sqlite;

import dev.parley.server.metering.CorruptSegmentException;
import dev.parley.server.metering.NodeReader;
import dev.parley.server.metering.NodeStore.Found;
import dev.parley.server.metering.NodeStore.Sealed;
import dev.parley.server.metering.UsageSnapshot;
import dev.parley.server.metering.UsageUnavailableException;
import dev.parley.server.storage.StorageException;
import java.nio.file.Files;
import java.util.List;

/** Reads a media node's file without changing it, also while a server uses it or after it crashed. */
public final class SqliteNodeReader implements NodeReader, AutoCloseable {

    private final SqliteDatabase database;

    private SqliteNodeReader(SqliteDatabase database) {
        this.database = database;
    }

    /** A reader of the directory's node file; one that finds nothing when there is no such file. */
    static NodeReader of(DataDirectory directory) {
        return Files.exists(directory.file(SqliteDatabase.NODE_FILE))
                ? new SqliteNodeReader(SqliteDatabase.openNodeReadOnly(directory))
                : NONE;
    }

    @Override
    public Waiting waiting(List<UsageSnapshot.Position> positions) {
        try {
            return database.read(connection -> {
                Found found = SqliteNodeStore.found(connection);
                long position = positions.stream()
                        .filter(p -> p.source().equals(found.source()))
                        .mapToLong(UsageSnapshot.Position::seq)
                        .findFirst()
                        .orElse(0);
                List<Sealed> outbox = SqliteNodeStore.sealedAfter(connection, position, Integer.MAX_VALUE);
                return NodeReader.beyond(positions, found, outbox);
            });
        } catch (StorageException | CorruptSegmentException e) {
            throw new UsageUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
