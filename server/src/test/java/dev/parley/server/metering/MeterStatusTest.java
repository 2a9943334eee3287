package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.storage.sqlite.MeteredServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterStatusTest {

    private static final long START = Scenario.millis("09:58:31.250");
    private static final RoomKey ROOM = new RoomKey(Scenario.APPLICATION, RoomKind.STR, "lobby");

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(START);

    private static void enter(MeteredServer server, int number) {
        RoomEvent.Stamp stamp = new RoomEvent.Stamp("e" + number, ROOM, server.clock.millis(), number);
        server.happen(new RoomEvent.Entered(stamp, "s" + number, "user-" + number, SessionKind.CLIENT, Role.AUDIENCE));
    }

    private void second() {
        clock.set(clock.millis() + 1_000);
    }

    @Test
    void followsEachTick() {
        try (MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            assertThat(server.meter.status().storedAt()).isEqualTo(START);
            enter(server, 1);
            second();
            server.meter.tick();

            MeterStatus status = server.meter.status();
            assertThat(status.storedAt()).isEqualTo(START + 1_000);
            assertThat(status.countedTo()).isEqualTo((START + 1_000) / 1_000);
            assertThat(status.outboxBatches()).isZero();
            assertThat(status.waitingEvents()).isZero();
            assertThat(status.storageFails()).isFalse();
        }
    }

    @Test
    void tellsOfADiskThatIsFullAndOfItsRecovery() {
        try (MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            server.limitDisk(true);
            for (int number = 1; number <= 200; number++) {
                enter(server, number);
            }
            second();
            server.meter.tick();
            second();
            server.meter.tick();

            assertThat(server.meter.status().storageFails()).isTrue();
            assertThat(server.meter.status().storageFailures()).isEqualTo(2);
            assertThat(server.meter.status().storedAt()).isEqualTo(START);

            server.limitDisk(false);
            second();
            server.meter.tick();
            assertThat(server.meter.status().storageFails()).isFalse();
            assertThat(server.meter.status().storageFailures()).isEqualTo(2);
            assertThat(server.meter.status().storedAt()).isEqualTo(START + 3_000);
        }
    }
}
