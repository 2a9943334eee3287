package dev.parley.server.storage.sqlite;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.metering.LedgerUsage;
import dev.parley.server.metering.Meter;
import dev.parley.server.metering.RoomUsageCsv;
import dev.parley.server.metering.SettableClock;
import dev.parley.server.metering.StoredUsage;
import dev.parley.server.metering.UsageLedger;
import dev.parley.server.rooms.RoomEvent;
import java.nio.file.Path;

/** A meter on real stores with a clock that stands still, and no thread: tests tick it. */
public final class MeteredServer implements AutoCloseable {

    public final SettableClock clock;
    public final SqliteDatabase database;
    public final UsageLedger ledger;
    public final SqliteNodeStore node;
    public final Meter meter;
    private final MeteringSettings settings;

    public MeteredServer(Path path, MeteringSettings settings, SettableClock clock) {
        DataDirectory directory = DataDirectory.prepare(path);
        this.clock = clock;
        this.settings = settings;
        database = SqliteDatabase.open(directory);
        ledger = new SqliteUsageLedger(database);
        node = new SqliteNodeStore(directory);
        meter = Meter.open(settings, node, ledger, clock);
    }

    /** Lets an event happen at its own time. */
    public void happen(RoomEvent event) {
        clock.set(Math.max(clock.millis(), event.stamp().timestamp()));
        meter.onRoomEvent(event);
    }

    public LedgerUsage usage() {
        return LedgerUsage.live(meter, ledger, settings.includeRobots());
    }

    /** The {@code Data} text for minutes since the epoch. */
    public String data(long application, long fromMinute, long toMinute) {
        StringBuilder text = new StringBuilder();
        RoomUsageCsv csv = new RoomUsageCsv(text);
        csv.header();
        usage().roomUsage(application, fromMinute, toMinute, csv);
        return text.toString();
    }

    /** Ends like a process that was killed: nothing is flushed, only what reached the disk stays. */
    public void kill() {
        node.close();
        database.close();
    }

    /** Ends like a process that was killed right after somebody asked. */
    public void flushAndKill() {
        meter.flush();
        kill();
    }

    /** Lets both files grow no further, or again without limit. */
    public void limitDisk(boolean full) {
        long pages = full ? 1 : 1L << 30;
        node.limitPages(pages);
        database.write(connection -> SqliteConnections.number(connection, "PRAGMA max_page_count = " + pages));
    }

    /** What the ledger answers without a flush. */
    public String storedData(long application, long fromMinute, long toMinute) {
        StringBuilder text = new StringBuilder();
        RoomUsageCsv csv = new RoomUsageCsv(text);
        csv.header();
        StoredUsage.roomUsage(ledger, application, fromMinute, toMinute, csv);
        return text.toString();
    }

    @Override
    public void close() {
        meter.close();
        database.close();
    }
}
