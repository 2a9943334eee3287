package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.RoomMessage;
import dev.parley.server.rooms.RoomNotice;
import org.junit.jupiter.api.Test;

/** What an outbox does when more comes than its client takes. */
final class OutboxLimitsTest {

    private static final RoomNotice STATE = new RoomNotice.Blocked(true, false);

    private final Outbox outbox = new Outbox();

    private static RoomNotice message(int sequence) {
        return new RoomNotice.Message("ada", new RoomMessage(1, sequence, true, true, "AAAA", 3));
    }

    private void attach() {
        outbox.collect();
        outbox.attach(ServerFrames.reply("resumed", 1));
    }

    private int drain() {
        int taken = 0;
        while (outbox.take() != null) {
            taken++;
        }
        return taken;
    }

    @Test
    void overflowsWithOneMessageMoreThanMayWait() {
        attach();
        for (int sequence = 0; sequence < Outbox.MOST_WAITING; sequence++) {
            outbox.tell(message(sequence));
        }
        assertThat(outbox.isOverflowed()).isFalse();

        outbox.tell(message(Outbox.MOST_WAITING));

        assertThat(outbox.isOverflowed()).isTrue();
    }

    @Test
    void missedMessagesAreNoOverflowOfTheConnectionThatGetsThem() {
        for (int sequence = 0; sequence < Outbox.MOST_KEPT; sequence++) {
            outbox.tell(message(sequence));
        }
        attach();

        outbox.tell(message(Outbox.MOST_KEPT));

        assertThat(outbox.isOverflowed()).isFalse();
        assertThat(drain()).isEqualTo(1 + Outbox.MOST_KEPT + 1);
    }

    @Test
    void takesNothingMoreAfterAnOverflow() {
        attach();
        while (!outbox.isOverflowed()) {
            outbox.tell(STATE);
        }
        outbox.tell(STATE);
        outbox.tell(message(1));
        outbox.answer(ServerFrames.reply("ok", 2));

        assertThat(drain()).isEqualTo(8_192 + 1);
    }

    @Test
    void collectsNoMoreThanItSends() {
        outbox.collect();
        while (!outbox.isOverflowed()) {
            outbox.tell(STATE);
        }
        outbox.tell(STATE);
        outbox.attach(ServerFrames.reply("resumed", 1));

        assertThat(outbox.isOverflowed()).isTrue();
        assertThat(drain()).isEqualTo(1 + 8_192 + 1);
    }
}
