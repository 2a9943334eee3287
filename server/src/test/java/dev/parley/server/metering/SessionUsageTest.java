package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.storage.sqlite.MeteredServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A teacher sends 1280x720 from 10:00:00, a student watches from 10:00:05 and leaves at 10:00:30. */
class SessionUsageTest {

    private static final RoomKey ROOM = new RoomKey(Scenario.APPLICATION, RoomKind.STR, "room");

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final SettableClock clock = new SettableClock(Scenario.millis("10:00:00"));
    private final Scenario lesson = new Scenario();

    @BeforeEach
    void tell() {
        lesson.at("10:00:00.200").enter("teacher").send("teacher", 1280, 720);
        lesson.at("10:00:02").enter("student");
        lesson.at("10:00:05").watch("student", "teacher");
        lesson.at("10:00:30").exit("student");
    }

    private Optional<SessionSeconds> ask(MeteredServer server, String time, String session) throws Exception {
        clock.set(Scenario.millis(time));
        return server.meter.ofSession(ROOM, session).get(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsEverySecondBeforeThePresentOne() throws Exception {
        try (MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            lesson.events().stream().limit(6).forEach(server::happen);

            assertThat(ask(server, "10:00:05.900", "student")).contains(new SessionSeconds(3, 0, 0, 0, 0, 0));
            assertThat(ask(server, "10:00:06", "student")).contains(new SessionSeconds(3, 0, 1, 0, 0, 0));
            assertThat(ask(server, "10:00:29.999", "student")).contains(new SessionSeconds(3, 0, 24, 0, 0, 0));
            assertThat(ask(server, "10:00:29.999", "teacher")).contains(new SessionSeconds(29, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void knowsNobodyWhoIsNotInTheRoom() throws Exception {
        try (MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            assertThat(ask(server, "10:00:00", "student")).isEmpty();
            lesson.events().forEach(server::happen);

            assertThat(ask(server, "10:00:31", "student")).isEmpty();
            assertThat(ask(server, "10:00:31", "stranger")).isEmpty();
            assertThat(ask(server, "10:00:31", "teacher")).isPresent();
        }
    }

    /** An event stamped before the question may arrive after it, and still counts where it happened. */
    @Test
    void askingDoesNotChangeWhatIsCounted() throws Exception {
        try (MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock)) {
            List<RoomEvent> events = lesson.events();
            events.subList(0, events.size() - 1).forEach(server::happen);
            assertThat(ask(server, "10:00:31", "student")).contains(new SessionSeconds(3, 0, 26, 0, 0, 0));
            server.happen(events.getLast());
            clock.set(Scenario.millis("10:00:40"));

            assertThat(server.data(Scenario.APPLICATION, Scenario.minute("10:00:00"), Scenario.minute("10:01:00")))
                    .endsWith("\nroom,43,0,25,0,0,0\n");
        }
    }
}
