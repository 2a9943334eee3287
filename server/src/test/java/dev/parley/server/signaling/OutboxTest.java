package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomMessage;
import dev.parley.server.rooms.RoomNotice;
import dev.parley.server.signaling.Outbox.Answer;
import dev.parley.server.signaling.Outbox.Farewell;
import dev.parley.server.signaling.Outbox.Told;
import dev.parley.server.signaling.Outbox.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client gets, in which order, and what survives its connections (docs/signalling.md). */
class OutboxTest {

    private final Outbox outbox = new Outbox();

    /** Begins a connection whose first frame is {@code name}. */
    private void connect(String name) {
        outbox.collect();
        outbox.viewTaken();
        outbox.attach(ServerFrames.reply(name, 1));
    }

    private static RoomNotice message(long number, boolean reliable) {
        return new RoomNotice.Message("anna", new RoomMessage(1, number, reliable, reliable, "AAAA", 4));
    }

    private void tell(int from, int to, boolean reliable) {
        for (int number = from; number <= to; number++) {
            outbox.tell(message(number, reliable));
        }
    }

    private static RoomNotice state(int number) {
        return new RoomNotice.Blocked(number % 2 == 0, false);
    }

    /** Everything that waits, each in a word. */
    private List<String> taken() {
        List<String> words = new ArrayList<>();
        for (Waiting next = outbox.take(); next != null; next = outbox.take()) {
            words.add(
                    switch (next) {
                        case Answer(var frame) -> frame.get("t").stringValue();
                        case Farewell(int code, String _) -> "bye " + code;
                        case Told(RoomNotice.Message message) ->
                            "m" + message.message().sequence();
                        case Told(RoomNotice.Blocked blocked) -> "blocked " + blocked.audio();
                        case Told(RoomNotice other) -> other.getClass().getSimpleName();
                    });
        }
        return words;
    }

    @Test
    void everythingLeavesInTheOrderItCame() {
        connect("entered");
        outbox.tell(message(1, true));
        outbox.answer(ServerFrames.reply("ok", 2));
        outbox.tell(state(0));
        outbox.tell(message(2, true));
        outbox.farewell(1000, "left");

        assertThat(taken()).containsExactly("entered", "m1", "ok", "blocked true", "m2", "bye 1000");
        assertThat(outbox.hasWaiting()).isFalse();
    }

    @Test
    void nothingLeavesBeforeTheFirstFrame() {
        outbox.collect();
        outbox.tell(message(1, true));
        outbox.tell(state(0));

        assertThat(outbox.take()).isNull();
        assertThat(outbox.hasWaiting()).isFalse();
        outbox.attach(ServerFrames.reply("entered", 1));
        assertThat(taken()).containsExactly("entered", "m1", "blocked true");
    }

    @Test
    void stateFromBeforeTheViewIsInItAndMessagesAreNot() {
        outbox.collect();
        outbox.tell(state(0));
        outbox.tell(message(1, true));
        outbox.viewTaken();
        outbox.tell(state(1));
        outbox.attach(ServerFrames.reply("resumed", 1));

        assertThat(taken()).containsExactly("resumed", "m1", "blocked false");
    }

    @Test
    void aViewThatIsTakenWhileAConnectionIsThereDropsNothing() {
        connect("entered");
        outbox.tell(state(0));
        outbox.viewTaken();

        assertThat(taken()).containsExactly("entered", "blocked true");
    }

    @Test
    void withoutAConnectionStateAndAnswersAreDroppedAndMessagesKept() {
        connect("entered");
        taken();
        outbox.detach();
        outbox.tell(state(0));
        outbox.answer(ServerFrames.reply("ok", 2));
        outbox.farewell(1000, "left");
        tell(1, 2, true);

        connect("resumed");

        assertThat(taken()).containsExactly("resumed", "m1", "m2");
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        connect("entered");
        tell(1, 5, true);
        taken();
        outbox.detach();
        tell(6, 7, true);
        outbox.collect();

        assertThat(outbox.acknowledge(3)).isEqualTo(3);
        outbox.attach(ServerFrames.reply("resumed", 1));

        assertThat(taken()).containsExactly("resumed", "m4", "m5", "m6", "m7");
        assertThat(outbox.acknowledge(7)).isEqualTo(7);
        outbox.detach();
        connect("resumed");
        assertThat(taken()).containsExactly("resumed");
    }

    @Test
    void acknowledgementsThatAreOldOrPremature() {
        connect("entered");
        tell(1, 4, true);
        taken();

        assertThat(outbox.acknowledge(3)).isEqualTo(3);
        assertThat(outbox.acknowledge(1)).isEqualTo(3);
        assertThat(outbox.acknowledge(Long.MAX_VALUE)).isEqualTo(4);
        tell(5, 5, true);
        connect("resumed");
        assertThat(taken()).containsExactly("resumed", "m5");
        assertThat(outbox.acknowledge(-1)).isEqualTo(4);
    }

    @Test
    void whatWasWaitingUnwrittenIsSentOverTheNextConnectionOnce() {
        connect("entered");
        tell(1, 3, true);
        outbox.take();
        outbox.take(); // m1 is on its way
        outbox.detach();
        outbox.collect();
        outbox.acknowledge(1);
        outbox.attach(ServerFrames.reply("resumed", 1));

        assertThat(taken()).containsExactly("resumed", "m2", "m3");
    }

    @Test
    void tooManyMessagesForAClientThatDoesNotTakeThem() {
        connect("entered");
        tell(1, Outbox.MOST_WAITING, true);
        assertThat(outbox.isOverflowed()).isFalse();

        tell(Outbox.MOST_WAITING + 1, Outbox.MOST_WAITING + 1, true);
        assertThat(outbox.isOverflowed()).isTrue();
        connect("resumed");

        assertThat(outbox.isOverflowed()).isFalse();
        assertThat(taken()).hasSize(Outbox.MOST_WAITING + 2);
    }

    @Test
    void unreliableMessagesMakePlaceFirstAndTheirNumbersAreNobodys() {
        connect("entered");
        taken();
        tell(1, 100, true);
        tell(101, 110, false);
        tell(111, 265, true);

        assertThat(outbox.isOverflowed()).isFalse();
        List<String> sent = taken();
        assertThat(sent)
                .hasSize(Outbox.MOST_WAITING)
                .doesNotContain("m101", "m109")
                .contains("m1", "m110", "m265");
        assertThat(outbox.acknowledge(sent.size())).isEqualTo(sent.size());
        connect("resumed");
        assertThat(taken()).containsExactly("resumed");
    }

    @Test
    void theMostRecentMessagesAreKeptForWhoIsAway() {
        connect("entered");
        taken();
        outbox.detach();
        tell(1, Outbox.MOST_KEPT + 3, true);
        outbox.collect();

        assertThat(outbox.acknowledge(0)).isEqualTo(3);
        outbox.attach(ServerFrames.reply("resumed", 1));
        List<String> sent = taken();
        assertThat(sent).hasSize(Outbox.MOST_KEPT + 1);
        assertThat(sent.get(1)).isEqualTo("m4");
    }

    @Test
    void whoReturnsAfterALongTimeIsNotTooSlowForWhatWasKept() {
        connect("entered");
        taken();
        outbox.detach();
        tell(1, 600, true);

        connect("resumed");
        tell(601, 601, true);

        assertThat(outbox.isOverflowed()).isFalse();
        assertThat(taken()).hasSize(602).endsWith("m601");
        tell(602, 602 + Outbox.MOST_WAITING, true);
        assertThat(outbox.isOverflowed()).isTrue();
    }

    @Test
    void evenStateMayNotPileUpWithoutEnd() {
        connect("entered");
        for (int number = 0; number < 8_191; number++) {
            outbox.tell(state(number));
        }
        assertThat(outbox.isOverflowed()).isFalse();

        outbox.tell(state(0));

        assertThat(outbox.isOverflowed()).isTrue();
    }

    @Test
    void theEndIsToldToWhoeverIsThere() {
        connect("entered");
        outbox.tell(new RoomNotice.Ended(ExitReason.REMOVED));

        assertThat(taken()).containsExactly("entered", "Ended");
    }
}
