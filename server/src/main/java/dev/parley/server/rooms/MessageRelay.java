package dev.parley.server.rooms;

import org.jspecify.annotations.Nullable;

/** Custom commands in one room (spec/13 §1.4): who may send what, how much, and to whom it goes. */
final class MessageRelay {

    private static final int INVALID_ROLE = -102055;

    private final Announcer announcer;
    private final RoomHouse house;

    MessageRelay(Announcer announcer, RoomHouse house) {
        this.announcer = announcer;
        this.house = house;
    }

    /** Forwards a message to everybody else, or tells its sender why not. */
    void forward(Participant sender, RoomMessage message, long now) {
        Refusal refusal = refusalOf(sender, message);
        if (refusal != null) {
            sender.client().tell(new RoomNotice.MessageRefused(message.commandId(), message.sequence(), refusal));
            return;
        }
        int messages = house.settings().messagesPerSecond();
        int bytes = house.settings().messageBytesPerSecond();
        if (sender.messages().take(message.size(), messages, bytes, now)) {
            announcer.tellOthers(sender, new RoomNotice.Message(sender.userId(), message));
        } else {
            tellLimited(sender, now);
        }
    }

    private static @Nullable Refusal refusalOf(Participant sender, RoomMessage message) {
        if (sender.role() == Role.AUDIENCE) {
            return new Refusal(INVALID_ROLE, "audience may not send messages; switch to anchor first");
        }
        if (message.commandId() < 1 || message.commandId() > RoomMessage.LAST_COMMAND_ID) {
            return new Refusal(Refusal.BAD_PARAMETER, "cmdId must be 1 to " + RoomMessage.LAST_COMMAND_ID);
        }
        if (message.size() < 1 || message.size() > RoomMessage.MAX_BYTES) {
            return new Refusal(
                    Refusal.BAD_PARAMETER, "data must be 1 to " + RoomMessage.MAX_BYTES + " bytes in base64");
        }
        return null;
    }

    /** Tells a sender that messages of its were dropped, once a second. */
    void tellLimited(Participant sender, long now) {
        int dropped = sender.messages().takeNotice(now);
        if (dropped > 0) {
            sender.client().tell(new RoomNotice.MessagesLimited(dropped));
        }
    }
}
