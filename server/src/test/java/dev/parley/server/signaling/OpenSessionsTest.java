package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.session.RemotePeer;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.Rooms.Publish;
import dev.parley.server.signaling.OpenSessions.Session;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpenSessionsTest {

    private static final RemotePeer REMOTE = new RemotePeer("ufrag", "pwd", "0a".repeat(32), DtlsRole.SERVER);

    private final FakeRooms rooms = new FakeRooms();
    private Instant now = Instant.EPOCH;

    @Test
    void givesEverySessionAnIdOfItsOwn() {
        OpenSessions sessions = new OpenSessions(rooms, new Random(1), 1_000);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String id = enter(sessions, "user" + i);
            assertThat(id).matches("[A-Za-z0-9_-]{32}");
            ids.add(id);
        }

        assertThat(ids).hasSize(100).allSatisfy(id -> assertThat(sessions.find(id))
                .isPresent());
    }

    @Test
    void forgetsWhatRoomsForgotWhenAsked() {
        OpenSessions sessions = new OpenSessions(rooms, new Random(1), 1_000);
        String id = enter(sessions, "a");

        rooms.kick("session-1");

        assertThat(sessions.find(id)).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    /** Sessions end by themselves, mostly: nobody asks for them again. */
    @Test
    void doesNotKeepEndedSessionsThatNobodyAsksFor() {
        OpenSessions sessions = new OpenSessions(rooms, new Random(1), 100_000);
        for (int i = 1; i <= 5_000; i++) {
            assertThat(sessions.hasRoom(now)).isTrue();
            enter(sessions, "user" + i);
            rooms.kick("session-" + i);
            now = now.plusSeconds(1);
        }

        assertThat(sessions.size()).isLessThanOrEqualTo(64);
    }

    @Test
    void aFullTableIsSweptOnceASecondAtMost() {
        OpenSessions sessions = new OpenSessions(rooms, new Random(1), 2);
        enter(sessions, "a");
        enter(sessions, "b");
        assertThat(sessions.hasRoom(now)).isFalse();

        rooms.kick("session-1");
        assertThat(sessions.hasRoom(now)).isFalse();
        now = now.plusSeconds(1);
        assertThat(sessions.hasRoom(now)).isTrue();
    }

    private String enter(OpenSessions sessions, String userId) {
        RoomKey room = new RoomKey(1, RoomKind.STR, "r");
        String sessionId = rooms.publish(new Publish(room, userId, Permissions.ALL, REMOTE, List.of()))
                .join()
                .sessionId();
        return sessions.remember(new Session(
                sessionId,
                1,
                userId,
                now,
                "ufrag",
                "pwd",
                "\"e\"",
                new TaggedSection(List.of(), "audio 9 UDP/TLS/RTP/SAVPF 111", "0")));
    }
}
