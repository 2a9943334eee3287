package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.RoomMessage;
import dev.parley.server.rooms.RoomNotice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One session over several connections (docs/signalling.md, Losing the connection and coming back). */
class ClientSessionTest {

    private static final RoomKey ROOM = new RoomKey(20_000_001, RoomKind.STR, "lobby");

    private final SettableInstant clock = new SettableInstant();
    private final List<ClientSession> over = new ArrayList<>();
    private final ClientSession session = new ClientSession(
            new Admission(ROOM, "anna", Permissions.ALL),
            new EntryRequest("20000001", RoomKind.STR, "lobby", "anna", "sig", ""),
            "token",
            7,
            clock,
            over::add);

    private static final class SettableInstant implements InstantSource {
        private Instant now = Instant.ofEpochMilli(1_772_416_777_120L);

        @Override
        public Instant instant() {
            return now;
        }
    }

    private ClientSocket socket() {
        RoomCalls calls = new RoomCalls(new FakeRooms(), Duration.ofSeconds(1));
        EntryChecks checks = new EntryChecks(new FakeApplications(), clock);
        SocketEntry entry = new SocketEntry(
                checks, calls, new ClientSessions(new Random(1)), RoomsSettings::defaults, NoIceServers.known(), clock);
        SocketRequests requests = new SocketRequests(
                checks,
                calls,
                (room, sessionId) -> CompletableFuture.completedFuture(Optional.empty()),
                NoIceServers.known(),
                clock);
        return new ClientSocket(entry, requests, task -> {});
    }

    private static RoomNotice message(long sequence) {
        return new RoomNotice.Message("bert", new RoomMessage(1, sequence, true, true, "AAAA", 4));
    }

    private int waiting() {
        int count = 0;
        while (session.outbox().take() != null) {
            count++;
        }
        return count;
    }

    @Test
    void isHeardWhenItSaysSoAndNotWhenItIsTold() {
        long began = clock.millis();
        clock.now = clock.now.plusSeconds(3);
        session.tell(message(1));
        assertThat(session.lastHeard()).isEqualTo(began);

        session.heard();

        assertThat(session.lastHeard()).isEqualTo(began + 3_000);
    }

    @Test
    void oneConnectionHasItAtATime() {
        ClientSocket first = socket();
        ClientSocket second = socket();

        assertThat(session.giveTo(first)).isNull();
        assertThat(session.giveTo(second)).isSameAs(first);

        assertThat(session.takeFrom(first)).isFalse();
        assertThat(session.takeFrom(second)).isTrue();
        assertThat(session.takeFrom(second)).isFalse();
    }

    @Test
    void theEndOfAFormerConnectionDropsNothingOfTheNext() {
        ClientSocket first = socket();
        session.giveTo(first);
        session.giveTo(socket());
        session.outbox().attach(ServerFrames.reply("resumed", 1));

        session.takeFrom(first);

        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void messagesWaitForTheNextConnectionAndStateDoesNot() {
        ClientSocket first = socket();
        session.giveTo(first);
        session.outbox().attach(ServerFrames.reply("entered", 1));
        waiting();
        session.takeFrom(first);
        session.tell(message(1));
        session.tell(new RoomNotice.UserLeft("bert", RoomNotice.LeaveReason.LEFT));

        session.giveTo(socket());
        session.viewTaken();
        session.tell(new RoomNotice.Blocked(true, false));
        session.outbox().attach(ServerFrames.reply("resumed", 1));

        assertThat(waiting()).isEqualTo(3);
    }

    @Test
    void saysOnceThatItIsOver() {
        assertThat(session.isOver()).isFalse();

        session.tell(new RoomNotice.Ended(ExitReason.REMOVED));

        assertThat(session.isOver()).isTrue();
        assertThat(over).containsExactly(session);
    }

    @Test
    void countsItsAnswersAndIsNotUsedBeforeItHasItsSeat() {
        assertThat(session.nextOriginVersion()).isEqualTo(1);
        assertThat(session.nextOriginVersion()).isEqualTo(2);
        assertThat(session.isSeated()).isFalse();
        assertThatThrownBy(session::seat).isInstanceOf(IllegalStateException.class);
    }
}
