package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.storage.sqlite.MeteredServer;
import dev.parley.server.storage.sqlite.SqliteUsageUpkeep;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples through meter, node store, ledger and query, with ticks at any instant. */
class MeterVectorsTest {

    private static final Random RANDOM = new Random(Seeds.next(MeterVectorsTest.class));

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("vectors")
    void answersTheWorkedExamples(Vectors.Vector vector) {
        try (MeteredServer server = server(vector.settings())) {
            play(server, vector.events());
            server.clock.set(Scenario.millis("+1 00:02:00"));
            long from = Scenario.minute(vector.from());
            long to = Scenario.minute(vector.to());

            assertThat(server.data(Scenario.APPLICATION, from, to)).isEqualTo(vector.data());

            new SqliteUsageUpkeep(server.database, UsageSettings.defaults()).compact(Scenario.millis("+1 02:00:00"));
            assertThat(server.data(Scenario.APPLICATION, from, to)).isEqualTo(vector.data());
        }
    }

    static Stream<Vectors.Vector> vectors() {
        return Vectors.all();
    }

    @Test
    void slotsAndDaysOfAnApplicationAreSumsOfItsRooms() {
        Scenario scenario = new Scenario()
                .at("09:00:00")
                .enter("A")
                .at("09:00:30")
                .exit("A")
                .at("09:05:00")
                .enter("A")
                .at("09:05:20")
                .exit("A")
                .at("09:10:00")
                .enter("A")
                .at("09:10:40")
                .exit("A");
        try (MeteredServer server = server(MeteringSettings.defaults())) {
            play(server, scenario.events());
            server.clock.set(Scenario.millis("09:20:00"));
            long slot = Scenario.minute("09:00:00") / 5;

            long[][] rows = server.usage().applicationUsage(Scenario.APPLICATION, slot - 1, slot + 4);

            assertThat(Stream.of(rows).map(row -> row[0])).containsExactly(0L, 30L, 20L, 40L, 0L);
            assertThat(server.usage().applicationUsage(7, slot, slot + 1)[0]).containsOnly(0);
        }
    }

    @Test
    void applicationsAreCountedApart() {
        Scenario scenario = new Scenario()
                .room(1, RoomKind.STR, "same")
                .at("09:00:00")
                .enter("A")
                .at("09:01:01")
                .exit("A")
                .room(2, RoomKind.STR, "same")
                .at("09:00:00")
                .enter("A")
                .at("09:00:59")
                .exit("A");
        try (MeteredServer server = server(MeteringSettings.defaults())) {
            play(server, scenario.events());
            server.clock.set(Scenario.millis("09:20:00"));
            long slot = Scenario.minute("09:00:00") / 5;

            assertThat(server.usage().applicationUsage(1, slot, slot + 1)[0][0]).isEqualTo(61);
            assertThat(server.usage().applicationUsage(2, slot, slot + 1)[0][0]).isEqualTo(59);
            assertThat(server.data(2, slot * 5, slot * 5 + 5)).isEqualTo(Vectors.HEADER + "same,59,0,0,0,0,0\n");
        }
    }

    @Test
    void anOpenRoomIsAnsweredUpToTheSecondBefore() {
        try (MeteredServer server = server(MeteringSettings.defaults())) {
            new Scenario().at("09:00:00").enter("A").events().forEach(server::happen);
            server.clock.set(Scenario.millis("09:00:07.300"));

            assertThat(server.data(Scenario.APPLICATION, Scenario.minute("09:00:00"), Scenario.minute("10:00:00")))
                    .isEqualTo(Vectors.HEADER + "room,7,0,0,0,0,0\n");
        }
    }

    private MeteredServer server(MeteringSettings settings) {
        return new MeteredServer(directory, settings, new SettableClock(Scenario.millis("00:00:00")));
    }

    private void play(MeteredServer server, Iterable<RoomEvent> events) {
        for (RoomEvent event : events) {
            long next = event.stamp().timestamp();
            while (server.clock.millis() < next - 60_000) {
                server.clock.set(server.clock.millis() + 1 + RANDOM.nextInt(300_000));
                server.clock.set(Math.min(server.clock.millis(), next - 1 - RANDOM.nextInt(1000)));
                server.meter.tick();
            }
            server.happen(event);
            if (RANDOM.nextBoolean()) {
                server.meter.tick();
            }
        }
    }
}
