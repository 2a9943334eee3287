package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.MeteringSettings.Mode;
import dev.parley.server.metering.UsageExplanation.Interval;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.Source;
import dev.parley.server.storage.sqlite.MeteredServer;
import dev.parley.server.storage.sqlite.StoredUsageFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageExplainerTest {

    private static final RoomKey ROOM = new RoomKey(Scenario.APPLICATION, RoomKind.STR, "room");

    @TempDir
    Path directory;

    @Test
    void saysWhoCountedWhenAsWhatAndWhy() {
        List<RoomEvent> events = new Scenario()
                .at("08:58:00")
                .enter("P")
                .at("08:58:10")
                .enter("V")
                .send("P", 1280, 720)
                .at("08:58:20")
                .watch("V", "P")
                .at("09:01:00")
                .publish("P", Source.AUX, Layer.BIG, 1280, 720)
                .watch("V", "P", Source.AUX)
                .at("09:02:00")
                .lost("V")
                .at("09:03:30")
                .exit("V")
                .at("09:04:00")
                .exit("P")
                .events();
        try (MeteredServer server = server(MeteringSettings.defaults(), "08:58:00")) {
            play(server, events, "09:05:00");
            UsageExplanation explanation =
                    explainer(server).explain(ROOM, Scenario.minute("08:00:00"), Scenario.minute("10:00:00"), null);

            assertThat(explanation.intervals().stream().map(UsageExplainerTest::text))
                    .containsExactly(
                            "P 08:58:00 10 AUDIO alone",
                            "P 08:58:10 320 AUDIO subscribed to nothing",
                            "V 08:58:10 10 AUDIO subscribed to nothing",
                            "V 08:58:20 160 HD 1 picture, 921,600 px",
                            "V 09:01:00 60 FULL_HD 2 pictures, 1,843,200 px",
                            "V 09:02:00 90 AUDIO connection lost",
                            "P 09:03:30 30 AUDIO alone");
            assertThat(explanation.sums()).containsExactly(460, 0, 160, 60, 0, 0);
            assertThat(explainer(server)
                            .explain(ROOM, Scenario.minute("09:01:00"), Scenario.minute("09:02:00"), Tier.FULL_HD)
                            .intervals())
                    .singleElement()
                    .extracting(Interval::seconds)
                    .isEqualTo(60L);
        }
    }

    /** MET-6: a lower layer counts with the size of its own key frames, whatever other lower layers there are. */
    @Test
    void eachOfSeveralSmallLayersCountsForItself() {
        List<RoomEvent> events = new Scenario()
                .at("08:59:00")
                .enter("P", "V")
                .publish("P", Source.MAIN, Layer.BIG, 0, 0)
                .publish("P", Source.MAIN, Layer.SMALL, 0, 0)
                .resize("P", Layer.BIG, "f", 1920, 1080)
                .resize("P", Layer.SMALL, "h", 1280, 720)
                .resize("P", Layer.SMALL, "q", 320, 180)
                .subscribe("V", "P", Source.MAIN)
                .at("08:59:10")
                .flow("V", "P", Layer.SMALL, "h")
                .at("09:00:10")
                .flow("V", "P", Layer.SMALL, "q")
                .at("09:00:20")
                .resize("P", Layer.SMALL, "h", 640, 360)
                .at("09:00:30")
                .flow("V", "P", Layer.BIG, "f")
                .at("09:00:40")
                .resize("P", Layer.SMALL, "f", 1280, 720)
                .flow("V", "P", Layer.SMALL, "f")
                .at("09:00:50")
                .exit("V")
                .events();
        try (MeteredServer server = server(MeteringSettings.defaults(), "08:59:00")) {
            play(server, events, "09:01:00");
            UsageExplanation explanation =
                    explainer(server).explain(ROOM, Scenario.minute("08:00:00"), Scenario.minute("10:00:00"), null);

            assertThat(explanation.intervals().stream()
                            .filter(interval -> interval.userId().equals("V"))
                            .map(UsageExplainerTest::text))
                    .containsExactly(
                            "V 08:59:00 10 AUDIO no subscribed picture arrives",
                            "V 08:59:10 60 HD 1 picture, 921,600 px",
                            "V 09:00:10 20 SD 1 picture, 57,600 px",
                            "V 09:00:30 10 FULL_HD 1 picture, 2,073,600 px",
                            "V 09:00:40 10 HD 1 picture, 921,600 px");
        }
    }

    private static String text(Interval interval) {
        LocalTime time = Instant.ofEpochSecond(interval.fromSecond())
                .atOffset(ZoneOffset.ofHours(8))
                .toLocalTime();
        String start = time.format(DateTimeFormatter.ISO_LOCAL_TIME);
        return interval.userId() + " " + start + " " + interval.seconds() + " " + interval.tier() + " "
                + interval.reason();
    }

    /** For every room and window: what is explained adds up to what is answered; live, after a crash, and offline. */
    @RepeatedTest(4)
    void everyExplanationAddsUpToItsRow() {
        Random random = new Random(Seeds.next(getClass()));
        Mode mode = random.nextBoolean() ? Mode.AGGREGATE : Mode.PER_STREAM;
        MeteringSettings settings = Vectors.settings(mode, random.nextBoolean());
        SettableClock clock = new SettableClock(Scenario.millis("09:40:00"));
        List<RoomKey> keys = List.of(
                ROOM,
                new RoomKey(Scenario.APPLICATION, RoomKind.INT, "7"),
                new RoomKey(Scenario.APPLICATION, RoomKind.STR, "7"));
        for (int life = 0; life < 4; life++) {
            MeteredServer server = new MeteredServer(directory, settings, clock);
            run(server, keys, random);
            assertAddsUp(server.usage(), explainer(server, settings), keys, clock, random);
            run(server, keys, random);
            server.kill();
            try (StoredUsageFiles files = StoredUsageFiles.open(directory, settings)) {
                assertAddsUp(files.usage(), files.explainer(), keys, clock, random);
            }
        }
        try (MeteredServer server = new MeteredServer(directory, settings, clock)) {
            assertAddsUp(server.usage(), explainer(server, settings), keys, clock, random);
        }
    }

    private static void run(MeteredServer server, List<RoomKey> keys, Random random) {
        List<RandomRoom> rooms = new ArrayList<>();
        keys.forEach(key -> rooms.add(new RandomRoom(random, key, server.clock.millis(), 4)));
        for (int step = 0; step < 60; step++) {
            server.clock.set(server.clock.millis() + random.nextInt(30_000));
            for (RandomRoom room : rooms) {
                server.meter.onRoomEvent(room.nextAt(server.clock.millis()));
            }
            if (random.nextInt(3) != 0) {
                server.meter.tick();
            }
        }
    }

    private static void assertAddsUp(
            LedgerUsage usage, UsageExplainer explainer, List<RoomKey> keys, SettableClock clock, Random random) {
        for (int window = 0; window < 8; window++) {
            long to = clock.millis() / 60_000 + 2 - random.nextInt(30);
            long from = to - 1 - random.nextInt(120);
            Map<RoomKey, String> rows = new HashMap<>();
            usage.roomUsage(
                    Scenario.APPLICATION,
                    from,
                    to,
                    (kind, id, seconds) ->
                            rows.put(new RoomKey(Scenario.APPLICATION, kind, id), Arrays.toString(seconds)));
            for (RoomKey key : keys) {
                UsageExplanation explanation = explainer.explain(key, from, to, null);
                String row = rows.getOrDefault(key, "[0, 0, 0, 0, 0, 0]");
                assertThat(Arrays.toString(explanation.sums())).isEqualTo(row);
            }
        }
    }

    private MeteredServer server(MeteringSettings settings, String start) {
        return new MeteredServer(directory, settings, new SettableClock(Scenario.millis(start)));
    }

    private static UsageExplainer explainer(MeteredServer server) {
        return explainer(server, MeteringSettings.defaults());
    }

    private static UsageExplainer explainer(MeteredServer server, MeteringSettings settings) {
        return new UsageExplainer(server.usage(), TierRule.of(settings));
    }

    private static void play(MeteredServer server, List<RoomEvent> events, String end) {
        for (RoomEvent event : events) {
            server.happen(event);
            server.meter.tick();
        }
        server.clock.set(Scenario.millis(end));
    }
}
