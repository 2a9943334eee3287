package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.storage.sqlite.MeteredServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterCrashTest {

    private static final long START = Scenario.millis("09:58:31.250");

    @TempDir
    Path directory;

    /**
     * Kills the meter at random ticks and compares with a model that ends every session at the last tick of each life:
     * at most the second since then is lost, nothing is counted twice.
     */
    @RepeatedTest(4)
    void usageIsExactUpToTheLastTickBeforeEachCrash() {
        Random random = new Random(Seeds.next(getClass()));
        SettableClock clock = new SettableClock(START);
        Map<RoomKey, SecondBySecond> models = new LinkedHashMap<>();
        TierRule rule = TierRule.of(MeteringSettings.defaults());
        for (int life = 0; life < 6; life++) {
            MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock);
            Map<RoomKey, List<RoomEvent>> lived = live(server, random);
            long lastTick = Math.floorDiv(clock.millis(), 1000L);
            lived.forEach((room, events) ->
                    models.computeIfAbsent(room, r -> new SecondBySecond(rule)).endLife(events, lastTick));
            if (random.nextInt(4) == 0) {
                server.flushAndKill();
            } else {
                server.kill();
            }
            clock.set(clock.millis() + random.nextInt(20_000));
        }
        try (MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            long from = START / 60_000 - 5;
            long to = clock.millis() / 60_000 + 5;
            assertThat(server.data(Scenario.APPLICATION, from, to)).isEqualTo(data(models));
            assertSlotsAddUp(server, models, from / 5, to / 5 + 1);
        }
    }

    private static Map<RoomKey, List<RoomEvent>> live(MeteredServer server, Random random) {
        Map<RoomKey, List<RoomEvent>> lived = new LinkedHashMap<>();
        List<RandomRoom> rooms = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RoomKind kind = random.nextBoolean() ? RoomKind.INT : RoomKind.STR;
            RoomKey key = new RoomKey(Scenario.APPLICATION, kind, "" + random.nextInt(3));
            if (lived.putIfAbsent(key, new ArrayList<>()) == null) {
                rooms.add(new RandomRoom(random, key, server.clock.millis(), 3));
            }
        }
        long ticked = 0;
        for (int step = 20 + random.nextInt(150); step > 0; step--) {
            server.clock.set(server.clock.millis() + random.nextInt(2500));
            for (RandomRoom room : rooms) {
                if (random.nextInt(3) == 0) {
                    RoomEvent event = room.nextAt(server.clock.millis());
                    server.meter.onRoomEvent(event);
                    lived.computeIfAbsent(event.stamp().room(), r -> new ArrayList<>())
                            .add(notBefore(event, ticked));
                }
            }
            if (random.nextInt(3) != 0 || step == 1) {
                server.meter.tick();
                ticked = Math.floorDiv(server.clock.millis(), 1000L) * 1000;
            }
        }
        return lived;
    }

    /** A late event takes effect in the first second not counted yet. */
    private static RoomEvent notBefore(RoomEvent event, long millis) {
        RoomEvent.Stamp stamp = event.stamp();
        return event.withStamp(new RoomEvent.Stamp(
                stamp.eventId(), stamp.room(), Math.max(millis, stamp.timestamp()), stamp.sequence()));
    }

    private static String data(Map<RoomKey, SecondBySecond> models) {
        Map<RoomKey, SecondBySecond> ordered = new TreeMap<>(RoomOrder.INSTANCE);
        ordered.putAll(models);
        StringBuilder text = new StringBuilder();
        RoomUsageCsv csv = new RoomUsageCsv(text);
        csv.header();
        ordered.forEach((room, model) -> {
            long[] row = model.row();
            if (Arrays.stream(row).sum() > 0) {
                csv.room(room.kind(), room.id(), row);
            }
        });
        return text.toString();
    }

    private static void assertSlotsAddUp(
            MeteredServer server, Map<RoomKey, SecondBySecond> models, long fromSlot, long toSlot) {
        long[] slots = new long[6];
        for (long[] row : server.usage().applicationUsage(Scenario.APPLICATION, fromSlot, toSlot)) {
            for (int tier = 0; tier < 6; tier++) {
                slots[tier] += row[tier];
            }
        }
        long[] rooms = new long[6];
        models.values().forEach(model -> {
            for (int tier = 0; tier < 6; tier++) {
                rooms[tier] += model.row()[tier];
            }
        });
        assertThat(slots).isEqualTo(rooms);
    }

    @Test
    void aFullDiskLosesNothingThatIsInMemory() {
        SettableClock clock = new SettableClock(START);
        try (MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            long from = START / 60_000;
            RoomKey room = new RoomKey(Scenario.APPLICATION, RoomKind.STR, "r");
            server.meter.onRoomEvent(entered(room, clock.millis()));
            tickUntil(server, START + 30_000);
            server.limitDisk(true);
            tickUntil(server, START + 90_000);
            String before = server.storedData(Scenario.APPLICATION, from, from + 60);
            fill(server, room);

            assertThatThrownBy(() -> server.data(Scenario.APPLICATION, from, from + 60))
                    .isInstanceOf(UsageUnavailableException.class)
                    .hasMessageContaining("disk is full");
            assertThat(server.storedData(Scenario.APPLICATION, from, from + 60)).isEqualTo(before);

            server.limitDisk(false);
            tickUntil(server, START + 100_000);
            assertThat(server.data(Scenario.APPLICATION, from, from + 60)).contains("r,100,0,0,0,0,0\n");
        }
    }

    /** Enough new rooms that a checkpoint needs more pages than the disk has. */
    private static void fill(MeteredServer server, RoomKey like) {
        for (int i = 0; i < 2000; i++) {
            RoomKey room = new RoomKey(like.sdkAppId(), RoomKind.STR, "filling-" + "x".repeat(40) + i);
            server.meter.onRoomEvent(entered(room, server.clock.millis()));
        }
        server.clock.set(server.clock.millis() + 1000);
        server.meter.tick();
    }

    private static RoomEvent entered(RoomKey room, long millis) {
        return new RoomEvent.Entered(
                new RoomEvent.Stamp("e-" + room.id(), room, millis, 1), "s", "u", SessionKind.CLIENT, Role.ANCHOR);
    }

    private static void tickUntil(MeteredServer server, long millis) {
        while (server.clock.millis() < millis) {
            server.clock.set(server.clock.millis() + 1000);
            server.meter.tick();
        }
    }

    @Test
    void anOldCopyOfTheNodesDiskCountsNothingTwice() throws Exception {
        SettableClock clock = new SettableClock(START);
        RoomKey room = new RoomKey(Scenario.APPLICATION, RoomKind.STR, "r");
        MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock);
        server.meter.onRoomEvent(entered(room, clock.millis()));
        tickUntil(server, START + 25_000);
        server.kill();
        byte[] copy = Files.readAllBytes(directory.resolve("node.db"));
        try (MeteredServer again = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            assertThat(again.data(Scenario.APPLICATION, START / 60_000, START / 60_000 + 10))
                    .endsWith("r,25,0,0,0,0,0\n");
        }
        Files.write(directory.resolve("node.db"), copy);
        try (MeteredServer again = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            assertThat(again.data(Scenario.APPLICATION, START / 60_000, START / 60_000 + 10))
                    .endsWith("r,25,0,0,0,0,0\n");
            again.meter.onRoomEvent(entered(room, clock.millis()));
            tickUntil(again, START + 35_000);
            assertThat(again.data(Scenario.APPLICATION, START / 60_000, START / 60_000 + 10))
                    .endsWith("r,35,0,0,0,0,0\n");
        }
    }

    @Test
    void theThreadTicksByItselfAndStopsWhenClosed() {
        MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), new SettableClock(START));
        server.meter.start();
        server.meter.onRoomEvent(entered(new RoomKey(1, RoomKind.INT, "1"), START));
        server.clock.set(START + 5000);
        server.close();

        try (MeteredServer again =
                new MeteredServer(directory, MeteringSettings.defaults(), new SettableClock(START + 9000))) {
            assertThat(again.data(1, START / 60_000, START / 60_000 + 2)).endsWith("\n1,5,0,0,0,0,0\n");
        }
    }
}
