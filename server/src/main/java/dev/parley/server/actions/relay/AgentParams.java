package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import org.jspecify.annotations.Nullable;

/** The robot a relay task sends into the room (spec/24 §4, spec/31 §1.2). */
public record AgentParams(
        @Meaning("User id of the robot; must differ from every user and every other robot in the room.")
        @TextForm(
                minLength = 1,
                maxLength = Forms.USER_ID_BYTES,
                pattern = Forms.USER_ID,
                described = Forms.USER_ID_WORDS)
        String userId,

        @Meaning("Signature of that user id; needed to enter, though the schema makes it optional.") @Nullable
        String userSig,

        @Meaning("Seconds without any mixed anchor in the room until the task ends. Default 30.")
        @Range(min = 5, max = 86_400)
        @Unsigned
        @Nullable
        Long maxIdleTime) {

    /** Never prints the signature. */
    @Override
    public String toString() {
        return "AgentParams[" + userId + "]";
    }
}
