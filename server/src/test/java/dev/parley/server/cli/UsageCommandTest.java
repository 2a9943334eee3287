package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.metering.RoomEventJson;
import dev.parley.server.metering.SettableClock;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.storage.sqlite.MeteredServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UsageCommandTest {

    private static final RoomKey ROOM = new RoomKey(20000001, RoomKind.STR, "hello");
    private static final long START = Instant.parse("2026-03-02T02:00:00.400Z").toEpochMilli();
    private static final List<RoomEvent> EVENTS = List.of(
            new RoomEvent.Entered(new Stamp("1", ROOM, START, 1), "s", "ann", SessionKind.CLIENT, Role.ANCHOR),
            new RoomEvent.Exited(new Stamp("2", ROOM, START + 65_000, 2), "s", ExitReason.NORMAL));

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void replayPrintsExactlyTheData() throws IOException {
        Path file = directory.resolve("events.jsonl");
        Files.write(file, EVENTS.stream().map(RoomEventJson::write).toList());

        assertThat(run(
                        "replay",
                        file.toString(),
                        "--app",
                        "20000001",
                        "--from",
                        "2026-03-02 10:00",
                        "--to",
                        "2026-03-02 10:01"))
                .isZero();
        assertThat(out).hasToString("RoomId,Audio,SD,hd,FullHD,2K,4K\nhello,60,0,0,0,0,0\n");
    }

    @Test
    void roomsAndExplainReadBesideARunningServerAndAfterACrash() {
        SettableClock clock = new SettableClock(START);
        MeteredServer server = new MeteredServer(directory, MeteringSettings.defaults(), clock);
        server.happen(EVENTS.get(0));
        clock.set(START + 30_000);
        server.meter.tick();
        assertExplained(30);
        clock.set(START + 32_000);
        server.meter.tick();
        assertExplained(32);
        server.kill();
        assertExplained(32);
    }

    private void assertExplained(int seconds) {
        String[] range = {"--from", "2026-03-02 10:00", "--to", "2026-03-02 11:00"};
        assertThat(run(
                        "rooms",
                        "--app",
                        "20000001",
                        range[0],
                        range[1],
                        range[2],
                        range[3],
                        "--data",
                        directory.toString(),
                        "--json"))
                .isZero();
        assertThat(out.toString())
                .isEqualToIgnoringNewLines("{\"roomKind\":\"str\",\"roomId\":\"hello\",\"Audio\":" + seconds
                        + ",\"SD\":0,\"HD\":0,\"FullHD\":0,\"2K\":0,\"4K\":0}");
        assertThat(run(
                        "explain",
                        "--app",
                        "20000001",
                        "--room",
                        "hello",
                        range[0],
                        range[1],
                        range[2],
                        range[3],
                        "--data",
                        directory.toString()))
                .isZero();
        assertThat(out.toString()).contains("2026-03-02 10:00:00", "ann", "alone", "Sum: Audio " + seconds + " SD 0");
    }

    @Test
    void badInputIsOneLineAndExitCodeTwo() throws IOException {
        String[][] commands = {
            {},
            {"rooms"},
            {"rooms", "--app", "1", "--from", "yesterday", "--to", "2026-03-02 10:00"},
            {"rooms", "--app", "1", "--from", "2026-02-30 10:00", "--to", "2026-03-02 10:00"},
            {"rooms", "--app", "1", "--from", "2026-03-02 10:00", "--to", "2026-03-02 10:00"},
            {"rooms", "--app", "1", "--from", "2026-03-01 10:00", "--to", "2026-03-02 10:00", "--data", "/nowhere"},
            {"replay", "/nowhere", "--app", "1", "--from", "2026-03-01 10:00", "--to", "2026-03-02 10:00"},
            {
                "replay",
                Files.writeString(directory.resolve("bad"), "{}\n").toString(),
                "--app",
                "1",
                "--from",
                "2026-03-01 10:00",
                "--to",
                "2026-03-02 10:00"
            },
            {
                "explain",
                "--app",
                "1",
                "--room",
                "r",
                "--tier",
                "8K",
                "--from",
                "2026-03-01 10:00",
                "--to",
                "2026-03-02 10:00"
            }
        };
        for (String[] command : commands) {
            assertThat(run(command)).as(String.join(" ", command)).isEqualTo(2);
            assertThat(err.toString().strip()).isNotEmpty().doesNotContain("\n");
            assertThat(out.toString()).isEmpty();
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = UsageCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
