package dev.parley.server.storage.sqlite;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.metering.LedgerUsage;
import dev.parley.server.metering.NodeReader;
import dev.parley.server.metering.TierRule;
import dev.parley.server.metering.UsageExplainer;
import java.nio.file.Path;

/** A data directory opened for questions only; a running server is not disturbed, a crashed one not repaired. */
public final class StoredUsageFiles implements AutoCloseable {

    private final SqliteDatabase database;
    private final NodeReader node;
    private final LedgerUsage usage;
    private final UsageExplainer explainer;

    private StoredUsageFiles(SqliteDatabase database, NodeReader node, MeteringSettings settings) {
        this.database = database;
        this.node = node;
        this.usage = LedgerUsage.offline(new SqliteUsageLedger(database), node, settings.includeRobots());
        this.explainer = new UsageExplainer(usage, TierRule.of(settings));
    }

    /**
     * @throws dev.parley.server.storage.DataDirectoryException when there is no server's data or it cannot be read
     */
    public static StoredUsageFiles open(Path path, MeteringSettings settings) {
        DataDirectory directory = DataDirectory.existing(path);
        SqliteDatabase database = SqliteDatabase.openReadOnly(directory);
        return new StoredUsageFiles(database, SqliteNodeReader.of(directory), settings);
    }

    public LedgerUsage usage() {
        return usage;
    }

    public UsageExplainer explainer() {
        return explainer;
    }

    @Override
    public void close() {
        database.close();
        if (node instanceof SqliteNodeReader reader) {
            reader.close();
        }
    }
}
