package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;

/** A room the result of a relay task is published into (spec/24 §4, spec/31 §1.8). */
public record McuFeedBackRoomParams(
        @Meaning("The room, as text for both kinds.") @TextForm(minLength = 1, maxLength = Forms.ROOM_ID_BYTES)
        String roomId,

        @Meaning("0 integer room, 1 string room: the reverse of recording.") @OneOf({"0", "1"}) @Unsigned
        long roomIdType,

        @Meaning("User id of the robot that publishes; unique in the application.")
        @TextForm(
                minLength = 1,
                maxLength = Forms.USER_ID_BYTES,
                pattern = Forms.USER_ID,
                described = Forms.USER_ID_WORDS)
        String userId,

        @Meaning("Signature of that user id.") String userSig) {

    /** Never prints the signature. */
    @Override
    public String toString() {
        return "McuFeedBackRoomParams[" + roomId + ", " + userId + "]";
    }
}
