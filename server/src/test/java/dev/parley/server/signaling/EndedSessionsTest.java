package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.ExitReason;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of sessions that ended while their clients were away. */
final class EndedSessionsTest {

    private final ClientSessions sessions = new ClientSessions(new Random(1));

    @Test
    void whoWasSentAwayIsTold() {
        sessions.noteEnd("removed", "secret", ExitReason.REMOVED);
        sessions.noteEnd("replaced", "secret", ExitReason.REPLACED);
        sessions.noteEnd("dismissed", "secret", ExitReason.DISMISSED);

        assertThat(sessions.endOf("removed", "secret")).contains(ExitReason.REMOVED);
        assertThat(sessions.endOf("replaced", "secret")).contains(ExitReason.REPLACED);
        assertThat(sessions.endOf("dismissed", "secret")).contains(ExitReason.DISMISSED);
    }

    @Test
    void nobodyElseIs() {
        sessions.noteEnd("removed", "secret", ExitReason.REMOVED);

        assertThat(sessions.endOf("removed", "another")).isEmpty();
        assertThat(sessions.endOf("unknown", "secret")).isEmpty();
    }

    @Test
    void whoMayEnterAgainByItselfIsNot() {
        sessions.noteEnd("silent", "secret", ExitReason.TIMEOUT);
        sessions.noteEnd("left", "secret", ExitReason.NORMAL);

        assertThat(sessions.endOf("silent", "secret")).isEmpty();
        assertThat(sessions.endOf("left", "secret")).isEmpty();
    }

    @Test
    void theOldestAreForgotten() {
        for (int number = 0; number <= ClientSessions.MOST_ENDED; number++) {
            sessions.noteEnd("session " + number, "secret", ExitReason.DISMISSED);
        }

        assertThat(sessions.endOf("session 0", "secret")).isEmpty();
        assertThat(sessions.endOf("session 1", "secret")).isPresent();
    }
}
