package dev.parley.server.metering;

import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import dev.parley.server.storage.sqlite.SqliteUsageLedger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Loads the sample day into our segments and into PostgreSQL, asks both the same questions in turn, demands equal
 * answers and prints medians. Arguments: working directory, JDBC URL, rooms, rounds, seed.
 */
public final class UsageQueryBench {

    private static final int WARM_UP = 5;
    private static final long FIRST_MINUTE = SampleDay.START_SECOND / 60;

    private record Window(String name, long fromMinute, long toMinute) {}

    private static final List<Window> WINDOWS = List.of(
            new Window("24 h", FIRST_MINUTE, FIRST_MINUTE + 1440),
            new Window("10.5 h ragged", FIRST_MINUTE + 437, FIRST_MINUTE + 437 + 630),
            new Window("1 h ragged", FIRST_MINUTE + 617, FIRST_MINUTE + 677));

    /** A question to one of the stores. */
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private final Path directory;
    private final SampleDay day;
    private final int rounds;
    private long events;
    private long foldNanos;
    private long roomMinutes;

    private UsageQueryBench(Path directory, SampleDay day, int rounds) {
        this.directory = directory;
        this.day = day;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[4]);
        SampleDay day = new SampleDay(seed, Integer.parseInt(arguments[2]));
        System.out.printf("seed %d, %s rooms, %s rounds%n", seed, arguments[2], arguments[3]);
        new UsageQueryBench(directory, day, Integer.parseInt(arguments[3])).run(arguments[1]);
    }

    private void run(String url) throws Exception {
        DataDirectory data = DataDirectory.prepare(directory.resolve("data"));
        Path rows = directory.resolve("rows.tsv");
        try (SqliteDatabase database = SqliteDatabase.open(data);
                PostgresDay postgres = new PostgresDay(url)) {
            SqliteUsageLedger ledger = new SqliteUsageLedger(database);
            load(ledger, rows);
            postgres.load(rows);
            printFacts(database, postgres);
            for (Window window : WINDOWS) {
                compare(window, ledger, postgres);
            }
            printParts(ledger);
        }
    }

    /** Folds every room's events; the counts go into segments and, as rows, into a file for PostgreSQL. */
    private void load(SqliteUsageLedger ledger, Path file) throws IOException {
        Map<Long, SegmentWriter> hours = new TreeMap<>();
        long[][] matrix = new long[Segment.COLUMNS][Segment.MINUTES];
        try (BufferedWriter rows = Files.newBufferedWriter(file)) {
            for (String name : day.rooms()) {
                NavigableMap<Long, long[]> minutes = fold(day.events(name));
                roomMinutes += minutes.size();
                writeRows(rows, name, minutes);
                byte[] id = name.getBytes(StandardCharsets.UTF_8);
                for (long hour = minutes.firstKey() / 60; hour <= minutes.lastKey() / 60; hour++) {
                    fill(matrix, minutes, hour);
                    hours.computeIfAbsent(hour, h -> new SegmentWriter()).add(true, id, 0, id.length, matrix);
                }
            }
        }
        List<HourlySegment> segments = new ArrayList<>();
        hours.forEach((hour, writer) -> segments.add(new HourlySegment(SampleDay.APPLICATION, hour, writer.finish())));
        ledger.register("bench", 1);
        ledger.apply(new UsageBatch("bench", 1, 1, 0, segments, List.of()));
    }

    private NavigableMap<Long, long[]> fold(List<RoomEvent> roomEvents) {
        TreeMap<Long, long[]> minutes = new TreeMap<>();
        long start = System.nanoTime();
        UsageFold fold = new UsageFold(
                new TierRule(false, true),
                (minute, robot, tier, seconds) ->
                        minutes.computeIfAbsent(minute, m -> new long[Tier.COUNT])[tier.column()] += seconds);
        for (RoomEvent event : roomEvents) {
            fold.apply(event);
        }
        foldNanos += System.nanoTime() - start;
        events += roomEvents.size();
        return minutes;
    }

    private static void fill(long[][] matrix, NavigableMap<Long, long[]> minutes, long hour) {
        for (long[] column : matrix) {
            Arrays.fill(column, 0);
        }
        minutes.subMap(hour * 60, hour * 60 + 60).forEach((minute, sums) -> {
            for (int tier = 0; tier < Tier.COUNT; tier++) {
                matrix[tier][(int) (minute - hour * 60)] = sums[tier];
            }
        });
    }

    private static void writeRows(BufferedWriter rows, String name, NavigableMap<Long, long[]> minutes) {
        StringBuilder text = new StringBuilder();
        minutes.forEach((minute, sums) -> {
            text.append(SampleDay.APPLICATION)
                    .append('\t')
                    .append(minute)
                    .append('\t')
                    .append(name)
                    .append("\t1");
            for (long value : sums) {
                text.append('\t').append(value);
            }
            text.append('\n');
        });
        try {
            rows.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void printFacts(SqliteDatabase database, PostgresDay postgres) throws SQLException {
        long ours = database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT SUM(LENGTH(head) + LENGTH(body)) FROM usage_segment")) {
                row.next();
                return row.getLong(1);
            }
        });
        long theirs = postgres.bytes();
        System.out.println(postgres.version());
        System.out.printf(
                Locale.ROOT,
                "%,d events, %,d room-minutes, fold %.0f ns per event%n",
                events,
                roomMinutes,
                (double) foldNanos / events);
        System.out.printf(
                Locale.ROOT,
                "bytes per room-minute: segments %.1f (%,d), PostgreSQL %.1f (%,d)%n",
                (double) ours / roomMinutes,
                ours,
                (double) theirs / roomMinutes,
                theirs);
    }

    private void compare(Window window, UsageLedger ledger, PostgresDay postgres) throws SQLException {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            long start = System.nanoTime();
            String answer = data(ledger, window);
            long middle = System.nanoTime();
            String expected = postgres.data(window.fromMinute(), window.toMinute());
            long end = System.nanoTime();
            if (!answer.equals(expected)) {
                throw new AssertionError("the answers for " + window + " differ");
            }
            if (round >= 0) {
                ours[round] = (middle - start) / 1e6;
                theirs[round] = (end - middle) / 1e6;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-14s segments in SQLite %7.1f ms [%.1f], PostgreSQL rows %7.1f ms [%.1f], ratio %.1f%n",
                window.name(),
                median(ours),
                ours[0],
                median(theirs),
                theirs[0],
                median(theirs) / median(ours));
    }

    private static String data(UsageLedger ledger, Window window) {
        StringBuilder text = new StringBuilder(1 << 16);
        RoomUsageCsv csv = new RoomUsageCsv(text);
        csv.header();
        LedgerUsage.offline(ledger, NodeReader.NONE, true)
                .roomUsage(SampleDay.APPLICATION, window.fromMinute(), window.toMinute(), csv);
        return text.toString();
    }

    /** Where the time of our 24 h answer goes. */
    private void printParts(UsageLedger ledger) throws SQLException {
        Window window = WINDOWS.get(0);
        double read = time(() -> ledger.read(
                snapshot -> snapshot.segments(SampleDay.APPLICATION, window.fromMinute(), window.toMinute())));
        double merge = time(() -> {
            LedgerUsage.offline(ledger, NodeReader.NONE, true)
                    .roomUsage(SampleDay.APPLICATION, window.fromMinute(), window.toMinute(), (kind, id, s) -> {});
            return true;
        });
        double all = time(() -> data(ledger, window));
        System.out.printf(
                Locale.ROOT,
                "24 h in parts: read heads %.1f ms, merge %.1f ms, write CSV %.1f ms%n",
                read,
                merge - read,
                all - merge);
    }

    private double time(Question<?> question) throws SQLException {
        double[] times = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            long start = System.nanoTime();
            Object answer = question.ask();
            if (round >= 0 && answer != null) {
                times[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        return median(times);
    }

    /** Sorts in place, so that the first is the least. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
