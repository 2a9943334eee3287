package dev.parley.server.rooms;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a room tells the clients in it (spec/10 §6). */
public sealed interface RoomNotice {

    /** Somebody is there who was not there, or was not to be seen, before. */
    record UserEntered(UserState user) implements RoomNotice {}

    /** Somebody is gone or not to be seen any more. */
    record UserLeft(String userId, LeaveReason reason) implements RoomNotice {}

    /** What somebody publishes has changed. */
    record UserChanged(UserState user) implements RoomNotice {}

    /** What the user itself sends is kept from others, or not any more. */
    record Blocked(boolean audio, boolean video) implements RoomNotice {}

    /** The session is over; nothing follows. */
    record Ended(ExitReason reason) implements RoomNotice {}

    /** A custom command of another user. */
    record Message(String from, RoomMessage message) implements RoomNotice {}

    /** A message of this user was not forwarded. */
    record MessageRefused(int commandId, long sequence, Refusal refusal) implements RoomNotice {}

    /** Messages of this user were dropped because there were too many. */
    record MessagesLimited(int dropped) implements RoomNotice {}

    /** Why others see a user leave (spec/10 §3.3). */
    enum LeaveReason {
        LEFT(0),
        TIMED_OUT(1),
        REMOVED(2),
        BECAME_AUDIENCE(3);

        private final int code;

        LeaveReason(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /**
     * A user as others see it.
     *
     * @param flags the bits of spec/10 §6
     * @param codecs encoding names of what is published
     */
    record UserState(String userId, int flags, Map<StreamType, String> codecs) {
        public UserState {
            codecs = Collections.unmodifiableMap(new TreeMap<>(codecs));
        }
    }
}
