package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.RoomNotice.Message;
import dev.parley.server.rooms.RoomNotice.MessageRefused;
import dev.parley.server.rooms.RoomNotice.MessagesLimited;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Custom commands: who gets them, what is refused, how many there may be (spec/13 §1). */
class MessagesTest {

    private final RoomScene scene = new RoomScene();

    private void send(Guest sender, RoomMessage message) {
        sender.seat().send(message);
        scene.worker.run(0);
    }

    private void send(Guest sender, int count, int size) {
        for (int number = 1; number <= count; number++) {
            send(sender, message(1, number, size));
        }
    }

    private static RoomMessage message(int command, long sequence, int size) {
        return new RoomMessage(command, sequence, true, true, "AAAA", size);
    }

    @Test
    void everybodyElseInTheRoomGetsThem() {
        Guest anna = scene.live("anna", Role.ANCHOR);
        Guest paul = scene.live("paul", Role.AUDIENCE);
        Guest bert = scene.live("bert", Role.ANCHOR);
        Guest elsewhere = scene.enter(
                new RoomKey(20_000_001, RoomKind.INT, "9"), "carl", Family.LIVE, Role.ANCHOR, Permissions.ALL);
        RoomMessage message = message(3, 77, 4);

        send(anna, message);

        assertThat(paul.told(Message.class)).containsExactly(new Message("anna", message));
        assertThat(bert.told(Message.class)).containsExactly(new Message("anna", message));
        assertThat(anna.told(Message.class)).isEmpty();
        assertThat(elsewhere.told(Message.class)).isEmpty();
        assertThat(scene.live("late", Role.AUDIENCE).told).isEmpty();
    }

    @Test
    void audienceMaySendOnceItIsAnchor() {
        Guest anna = scene.live("anna", Role.ANCHOR);
        Guest paul = scene.live("paul", Role.AUDIENCE);

        send(paul, message(2, 5, 4));
        assertThat(anna.told(Message.class)).isEmpty();
        MessageRefused refused = paul.told(MessageRefused.class).getFirst();
        assertThat(refused.commandId()).isEqualTo(2);
        assertThat(refused.sequence()).isEqualTo(5);
        assertThat(refused.refusal().code()).isEqualTo(-102055);
        paul.switchRole(Role.ANCHOR);
        send(paul, message(2, 6, 4));

        assertThat(anna.told(Message.class)).hasSize(1);
    }

    @Test
    void refusesWrongCommandsAndSizes() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");

        send(anna, message(0, 1, 4));
        send(anna, message(11, 2, 4));
        send(anna, message(1, 3, 0));
        send(anna, message(1, 4, 1_001));
        assertThat(anna.told(MessageRefused.class))
                .extracting(refused -> refused.refusal().code())
                .containsExactly(-102023, -102023, -102023, -102023);
        send(anna, message(10, 5, 1_000));
        send(anna, message(1, 6, 1));

        assertThat(bert.told(Message.class))
                .extracting(message -> message.message().sequence())
                .containsExactly(5L, 6L);
    }

    @Test
    void thirtyPassAtOnceAndThirtyMoreInTheNextSecond() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");

        send(anna, 31, 4);
        assertThat(bert.told(Message.class)).hasSize(30);
        scene.worker.run(500);
        send(anna, 31, 4);
        assertThat(bert.told(Message.class)).hasSize(45);
        scene.worker.run(5_000);
        send(anna, 31, 4);
        assertThat(bert.told(Message.class)).hasSize(75);
    }

    @Test
    void eightThousandBytesPassInASecond() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");

        send(anna, 9, 1_000);
        assertThat(bert.told(Message.class)).hasSize(8);
        scene.worker.run(130);
        send(anna, 2, 1_000);
        assertThat(bert.told(Message.class)).hasSize(9);
        send(anna, 1, 40);
        assertThat(bert.told(Message.class)).hasSize(10);
    }

    @Test
    void oneSendersLimitIsNotAnothers() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        send(anna, 40, 4);

        send(bert, 1, 4);

        assertThat(anna.told(Message.class)).hasSize(1);
    }

    @Test
    void theSenderIsToldOnceASecondHowManyWereDropped() {
        Guest anna = scene.call("anna");
        scene.call("bert");

        send(anna, 33, 4);
        assertThat(dropped(anna)).containsExactly(1);
        scene.worker.run(900);
        assertThat(dropped(anna)).containsExactly(1);
        scene.worker.run(300);
        assertThat(dropped(anna)).containsExactly(1, 2);
        scene.worker.run(3_000);

        assertThat(dropped(anna)).containsExactly(1, 2);
        assertThat(anna.told(MessageRefused.class)).isEmpty();
    }

    private static List<Integer> dropped(Guest sender) {
        return sender.told(MessagesLimited.class).stream()
                .map(MessagesLimited::dropped)
                .toList();
    }

    @Test
    void aMessageOfWhoHasLeftIsNobodys() {
        Guest anna = scene.call("anna");
        Guest bert = scene.call("bert");
        anna.leave();

        send(anna, 1, 4);

        assertThat(bert.told(Message.class)).isEmpty();
    }
}
