package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two connections of one session, as when a client comes back while its old connection is still being written to. */
final class SharedSessionTest {

    private static final RoomKey ROOM = new RoomKey(FakeApplications.ENABLED, RoomKind.STR, "lobby");

    private final ClientSession session = new ClientSession(
            new Admission(ROOM, "ada", Permissions.ALL),
            new EntryRequest("" + FakeApplications.ENABLED, RoomKind.STR, "lobby", "ada", "", ""),
            "token",
            1,
            InstantSource.system(),
            over -> {});

    private final ClientSocket former = socket();
    private final ClientSocket present = socket();

    private static ClientSocket socket() {
        InstantSource clock = InstantSource.system();
        EntryChecks checks = new EntryChecks(new FakeApplications(), clock);
        RoomCalls calls = new RoomCalls(new FakeRooms(), RoomCalls.PATIENCE);
        SocketRequests requests = new SocketRequests(
                checks,
                calls,
                (room, id) -> CompletableFuture.completedFuture(Optional.empty()),
                NoIceServers.known(),
                clock);
        SocketEntry entry = new SocketEntry(
                checks, calls, new ClientSessions(new Random(1)), RoomsSettings::defaults, NoIceServers.known(), clock);
        return new ClientSocket(entry, requests, Runnable::run);
    }

    @Test
    void theFormerOneTakesNothingOfWhatIsForThePresentOne() {
        session.giveTo(former);
        session.giveTo(present);
        session.outbox().attach(ServerFrames.reply("resumed", 1));

        assertThat(session.take(former)).isNull();
        assertThat(session.hasWaiting(former)).isFalse();
        assertThat(session.take(present)).isNotNull();
    }

    @Test
    void whatTheFormerOneAskedIsNotAnsweredToThePresentOne() {
        session.giveTo(former);
        session.giveTo(present);
        session.outbox().attach(ServerFrames.reply("resumed", 1));

        session.answer(former, ServerFrames.reply("pong", 2));
        session.farewell(former, 1000, "left");

        assertThat(session.take(present)).isNotNull();
        assertThat(session.take(present)).isNull();
    }

    @Test
    void ofTwoThatResumeAtOnceTheLastIsAnsweredAlone() {
        session.giveTo(former);
        session.giveTo(present);

        session.attach(former, ServerFrames.reply("resumed", 1));
        assertThat(session.take(present)).isNull();
        session.attach(present, ServerFrames.reply("resumed", 2));

        assertThat(session.take(present)).isEqualTo(new Outbox.Answer(ServerFrames.reply("resumed", 2)));
        assertThat(session.take(present)).isNull();
    }
}
