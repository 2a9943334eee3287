package dev.parley.server.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class NoticeHistoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void findsWhatIsThereAlready() throws Exception {
        NoticeHistory history = new NoticeHistory(10);
        history.add(new Notice.UserLeft("bob", 0));
        history.add(new Notice.UserLeft("carol", 1));

        assertThat(history.await(Notice.UserLeft.class, left -> left.reason() == 1, Duration.ZERO)
                        .userId())
                .isEqualTo("carol");
    }

    @Test
    void waitsForWhatIsStillToCome() throws Exception {
        NoticeHistory history = new NoticeHistory(10);
        CompletableFuture<Notice.Kicked> awaited = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                awaited.complete(history.await(Notice.Kicked.class, _ -> true, PATIENCE));
            } catch (TimeoutException | InterruptedException failure) {
                awaited.completeExceptionally(failure);
            }
        });

        history.add(new Notice.Blocked(true, true));
        history.add(new Notice.Kicked("banned"));

        assertThat(awaited.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Notice.Kicked("banned"));
        assertThat(waiting.join(PATIENCE)).isTrue();
    }

    @Test
    void saysWhatCameInstead() {
        NoticeHistory history = new NoticeHistory(10);
        history.add(new Notice.Unknown("weather"));

        assertThatThrownBy(() -> history.await(Notice.Kicked.class, _ -> true, Duration.ZERO))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("weather");
    }

    @Test
    void forgetsTheOldestBeyondItsCapacityAndSaysSo() {
        NoticeHistory history = new NoticeHistory(2);
        for (int reason = 0; reason < 3; reason++) {
            history.add(new Notice.UserLeft("bob", reason));
        }

        assertThat(history.all(Notice.UserLeft.class))
                .containsExactly(new Notice.UserLeft("bob", 1), new Notice.UserLeft("bob", 2));
        assertThat(history.forgotten()).isEqualTo(1);
    }
}
