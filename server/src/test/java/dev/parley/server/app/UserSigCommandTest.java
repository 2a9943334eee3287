package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.PrivateMapKey;
import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.protocol.ticket.TicketVerdict;
import dev.parley.protocol.ticket.UserSig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code parley usersig}, as it is typed. */
class UserSigCommandTest {

    private static final long APP = 20_000_001;

    private TypedCommands commands;
    private String secret;

    @BeforeEach
    void application(@TempDir Path directory) {
        commands = new TypedCommands(directory.resolve("data"));
        secret = commands.succeed("app", "create", "demo")
                .lines()
                .filter(line -> line.startsWith("SDKSecretKey"))
                .map(line -> line.replaceAll(".* ", ""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void printsAUserSigBareForScripts() {
        String printed = commands.succeed(usersig());

        assertThat(printed).matches("[A-Za-z0-9*_-]+\\R");
        assertThat(verdict(printed.strip(), 86_300)).isEqualTo(TicketVerdict.VALID);
        assertThat(verdict(printed.strip(), 86_500)).isEqualTo(TicketVerdict.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({"600, 600", "10m, 600", "1h30m, 5400"})
    void livesAsLongAsItIsTold(String expire, long seconds) {
        String ticket = commands.succeed(usersig("--expire", expire)).strip();

        assertThat(verdict(ticket, seconds - 100)).isEqualTo(TicketVerdict.VALID);
        assertThat(verdict(ticket, seconds + 100)).isEqualTo(TicketVerdict.EXPIRED);
    }

    @Test
    void makesAPrivateMapKeyForARoomOfEitherKind() {
        JsonNode text = commands.json(usersig("--room", "lobby one", "--rights", "42", "--json"));
        assertThat(verdict(text.path("UserSig").asString(), 0)).isEqualTo(TicketVerdict.VALID);
        assertThat(rights(text, new TicketRoom.Text("lobby one"))).isEqualTo(new Permissions(42));
        assertThat(rights(text, new TicketRoom.Text("lobby"))).isEqualTo(Permissions.NONE);

        JsonNode number = commands.json(usersig("--room-number", "4294967294", "--json"));
        assertThat(rights(number, new TicketRoom.Numeric(4_294_967_294L))).isEqualTo(Permissions.ALL);

        assertThat(commands.succeed(usersig("--room-number", "1")))
                .matches("UserSig        \\S+\\RPrivateMapKey  \\S+\\R");
    }

    @Test
    void saysWhatCannotBe() {
        assertThat(commands.fail(2, usersig("--room-number", "0"))).contains("1 to 4294967295");
        assertThat(commands.fail(2, usersig("--room", "r".repeat(65)))).contains("64 bytes");
        assertThat(commands.fail(2, usersig("--room", "r", "--rights", "256"))).contains("0 to 255");
        commands.fail(2, usersig("--room", "r", "--room-number", "1"));
        assertThat(commands.fail(2, usersig("--expire", "soon"))).contains("'soon' is no time");
        commands.fail(2, usersig("--expire", "0s"));
        assertThat(commands.fail(1, "usersig", "--app", "5", "--user", "u")).contains("no application 5");
    }

    private TicketVerdict verdict(String ticket, long secondsFromNow) {
        return UserSig.verify(ticket, APP, secret, "alice", Instant.now().plusSeconds(secondsFromNow));
    }

    private Permissions rights(JsonNode tickets, TicketRoom room) {
        return PrivateMapKey.verify(tickets.path("PrivateMapKey").asString(), APP, secret, "alice", room, Instant.now())
                .permissions();
    }

    private static String[] usersig(String... more) {
        return Stream.concat(Stream.of("usersig", "--app", "" + APP, "--user", "alice"), Stream.of(more))
                .toArray(String[]::new);
    }
}
