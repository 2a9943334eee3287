package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.config.UsageSettings;
import dev.parley.server.metering.UsageLedger.Applied;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import dev.parley.server.storage.sqlite.SqliteUsageLedger;
import dev.parley.server.storage.sqlite.SqliteUsageUpkeep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes deliver to one ledger over a bad line while compactors race; every window must equal brute force. */
class UsageLedgerFaultTest {

    private static final long FIRST_HOUR = 492_338;
    private static final int HOURS = 5;
    private static final long LATER_MILLIS = (FIRST_HOUR + 100) * 3_600_000L;

    @TempDir
    Path directory;

    private SqliteDatabase database;
    private UsageLedger ledger;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(DataDirectory.prepare(directory));
        ledger = new SqliteUsageLedger(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** One node: its batches in order, and how far the ledger confirmed them. */
    private static final class Node {
        final String source;
        final List<List<HourlySegment>> batches = new ArrayList<>();
        long epoch = 1;
        long confirmed;

        Node(String source) {
            this.source = source;
        }

        UsageBatch batch(long seq) {
            return new UsageBatch(source, epoch, seq, 0, batches.get((int) seq - 1), List.of());
        }
    }

    @RepeatedTest(3)
    void everyWindowEqualsBruteForceWhateverHappensOnTheWay() throws Exception {
        Random random = new Random(Seeds.next(getClass()));
        Map<RoomKey, long[][]> truth = new TreeMap<>(RoomOrder.INSTANCE);
        List<Node> nodes = List.of(new Node("a"), new Node("b"), new Node("c"));
        nodes.forEach(node -> node.confirmed = ledger.register(node.source, node.epoch));
        try (ExecutorService compactors = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 40; round++) {
                for (Node node : nodes) {
                    node.batches.add(randomBatch(random, truth));
                    deliver(node, random);
                }
                if (round % 5 == 0) {
                    race(compactors);
                }
            }
            nodes.forEach(this::deliverAll);
            assertWindows(random, truth);
            race(compactors);
            assertWindows(random, truth);
        }
    }

    private void deliver(Node node, Random random) {
        if (random.nextInt(10) == 0) {
            node.epoch++;
            node.confirmed = ledger.register(node.source, node.epoch);
        }
        for (int tries = random.nextInt(5); tries > 0; tries--) {
            long seq = 1L + random.nextInt(node.batches.size());
            long before = ledger.register(node.source, node.epoch);
            Applied applied = ledger.apply(node.batch(seq));
            Applied expected = seq <= before
                    ? new Applied.Duplicate()
                    : seq == before + 1 ? new Applied.Ok() : new Applied.Gap(before + 1);
            assertThat(applied).isEqualTo(expected);
        }
    }

    /** The acknowledgements may have been lost; the ledger knows where it stands. */
    private void deliverAll(Node node) {
        for (long seq = ledger.register(node.source, node.epoch) + 1; seq <= node.batches.size(); seq++) {
            assertThat(ledger.apply(node.batch(seq))).isEqualTo(new Applied.Ok());
            assertThat(ledger.apply(node.batch(seq))).isEqualTo(new Applied.Duplicate());
        }
    }

    private void race(ExecutorService compactors) throws Exception {
        SqliteUsageUpkeep upkeep = new SqliteUsageUpkeep(database, UsageSettings.defaults());
        Callable<Integer> compact = () -> upkeep.compact(LATER_MILLIS);
        for (Future<Integer> compacted : compactors.invokeAll(List.of(compact, compact))) {
            assertThat(compacted.get()).isNotNegative();
        }
    }

    /** Batches may hold late minutes: any hour at any time. */
    private static List<HourlySegment> randomBatch(Random random, Map<RoomKey, long[][]> truth) {
        List<HourlySegment> segments = new ArrayList<>();
        for (long hour = FIRST_HOUR; hour < FIRST_HOUR + HOURS; hour++) {
            if (random.nextInt(3) != 0) {
                continue;
            }
            Map<RoomKey, long[][]> rooms = new TreeMap<>(RoomOrder.INSTANCE);
            for (int i = random.nextInt(6); i >= 0; i--) {
                RoomKind kind = random.nextBoolean() ? RoomKind.INT : RoomKind.STR;
                RoomKey room = new RoomKey(1, kind, "" + random.nextInt(30));
                long[][] minutes = rooms.computeIfAbsent(room, r -> new long[Segment.COLUMNS][Segment.MINUTES]);
                int minute = random.nextInt(60);
                int column = random.nextInt(Segment.COLUMNS);
                long seconds = 1L + random.nextInt(600);
                minutes[column][minute] += seconds;
                int absolute = (int) (hour - FIRST_HOUR) * 60 + minute;
                truth.computeIfAbsent(room, r -> new long[Segment.COLUMNS][HOURS * 60])[column][absolute] += seconds;
            }
            SegmentWriter writer = new SegmentWriter();
            rooms.forEach((room, minutes) -> {
                byte[] id = room.id().getBytes(StandardCharsets.UTF_8);
                writer.add(room.kind() == RoomKind.STR, id, 0, id.length, minutes);
            });
            segments.add(new HourlySegment(1, hour, writer.finish()));
        }
        return segments;
    }

    private void assertWindows(Random random, Map<RoomKey, long[][]> truth) {
        for (int window = 0; window < 40; window++) {
            int from = random.nextInt(HOURS * 60);
            int to = from + 1 + random.nextInt(HOURS * 60 - from);
            StringBuilder expected = new StringBuilder();
            truth.forEach((room, minutes) -> {
                long[] row = new long[6];
                long any = 0;
                for (int column = 0; column < Segment.COLUMNS; column++) {
                    for (int minute = from; minute < to; minute++) {
                        row[column % 6] += minutes[column][minute];
                        any += minutes[column][minute];
                    }
                }
                if (any > 0) {
                    new RoomUsageCsv(expected).room(room.kind(), room.id(), row);
                }
            });
            StringBuilder answer = new StringBuilder();
            long start = FIRST_HOUR * 60;
            StoredUsage.roomUsage(ledger, 1, start + from, start + to, new RoomUsageCsv(answer));
            assertThat(answer).hasToString(expected.toString());
        }
        assertSlots(truth);
    }

    private void assertSlots(Map<RoomKey, long[][]> truth) {
        long firstSlot = FIRST_HOUR * 12;
        long[][] rows = ledger.read(snapshot ->
                UsageAnswers.applicationUsage(snapshot, List.of(), 1, firstSlot, firstSlot + HOURS * 12L, false));
        long[][] expected = new long[HOURS * 12][6];
        truth.values().forEach(minutes -> {
            for (int tier = 0; tier < 6; tier++) {
                for (int minute = 0; minute < HOURS * 60; minute++) {
                    expected[minute / 5][tier] += minutes[tier][minute];
                }
            }
        });
        assertThat(rows).isDeepEqualTo(expected);
    }

    @Test
    void anEarlierProcessOfTheSameSourceIsRefused() {
        ledger.register("a", 1);
        ledger.register("a", 2);
        UsageBatch old = new UsageBatch("a", 1, 1, 0, List.of(), List.of());

        assertThat(ledger.apply(old)).isEqualTo(new Applied.Fenced());
        assertThat(ledger.register("a", 1)).isZero();
        assertThat(ledger.apply(old)).isEqualTo(new Applied.Fenced());
        assertThat(ledger.apply(new UsageBatch("a", 2, 1, 0, List.of(), List.of())))
                .isEqualTo(new Applied.Ok());
    }

    @Test
    void aHoleIsRecordedAndThenPassed() {
        ledger.register("a", 1);
        ledger.apply(new UsageBatch("a", 1, 1, 60, List.of(), List.of()));
        ledger.recordHole("a", 1, 2, 4, 99);

        assertThat(ledger.apply(new UsageBatch("a", 1, 5, 120, List.of(), List.of())))
                .isEqualTo(new Applied.Ok());
        assertThat(ledger.apply(new UsageBatch("a", 1, 3, 120, List.of(), List.of())))
                .isEqualTo(new Applied.Duplicate());
        assertThat(ledger.<List<UsageSnapshot.Hole>>read(UsageSnapshot::holes))
                .containsExactly(new UsageSnapshot.Hole("a", 2, 4, 60, 99));
    }

    @Test
    void whatIsOlderThanTheRetentionIsForgottenAndNothingElse() {
        Random random = new Random(Seeds.next(getClass()));
        Node node = new Node("a");
        Map<RoomKey, long[][]> truth = new TreeMap<>(RoomOrder.INSTANCE);
        ledger.register("a", 1);
        for (int i = 0; i < 20; i++) {
            node.batches.add(randomBatch(random, truth));
        }
        deliverAll(node);
        SqliteUsageUpkeep upkeep = new SqliteUsageUpkeep(database, UsageSettings.defaults());
        long day = 24 * 3_600_000L;
        long end = (FIRST_HOUR + HOURS) * 3_600_000L;

        assertThat(upkeep.forgetOld(FIRST_HOUR * 3_600_000L + 93 * day)).isZero();
        assertWindows(random, truth);
        assertThat(upkeep.forgetOld(end + 93 * day)).isPositive();
        StringBuilder answer = new StringBuilder();
        StoredUsage.roomUsage(ledger, 1, FIRST_HOUR * 60, (FIRST_HOUR + HOURS) * 60, new RoomUsageCsv(answer));
        assertThat(answer).isEmpty();
        assertSlots(truth);
        assertThat(upkeep.forgetOld(end + 400 * day)).isPositive();
    }

    @Test
    void aRetentionOfNoDaysKeepsForEver() {
        Random random = new Random(Seeds.next(getClass()));
        Node node = new Node("a");
        Map<RoomKey, long[][]> truth = new TreeMap<>(RoomOrder.INSTANCE);
        ledger.register("a", 1);
        for (int i = 0; i < 20; i++) {
            node.batches.add(randomBatch(random, truth));
        }
        deliverAll(node);
        long muchLater = (FIRST_HOUR + 36_500 * 24) * 3_600_000L;

        assertThat(upkeep(0, 0).forgetOld(muchLater)).isZero();
        assertWindows(random, truth);
        assertThat(upkeep(0, 400).forgetOld(muchLater)).isPositive();
        assertThat(upkeep(93, 0).forgetOld(muchLater)).isPositive();
    }

    private SqliteUsageUpkeep upkeep(int days, int applicationDays) {
        UsageSettings settings = new UsageSettings(false, days, applicationDays, Duration.ofSeconds(15));
        return new SqliteUsageUpkeep(database, settings);
    }

    @Test
    void aDamagedSegmentIsRefusedRatherThanAnsweredWrong() {
        Random random = new Random(Seeds.next(getClass()));
        Node node = new Node("a");
        ledger.register("a", 1);
        Map<RoomKey, long[][]> truth = new TreeMap<>(RoomOrder.INSTANCE);
        while (truth.isEmpty()) {
            node.batches.add(randomBatch(random, truth));
        }
        deliverAll(node);
        int damaged = database.write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE usage_segment SET head = head || x'00'");
            }
        });

        assertThat(damaged).isPositive();
        assertThatThrownBy(() -> StoredUsage.roomUsage(
                        ledger, 1, FIRST_HOUR * 60, (FIRST_HOUR + HOURS) * 60, (kind, id, seconds) -> {}))
                .isInstanceOf(UsageUnavailableException.class)
                .hasMessageContaining("damaged");
    }
}
