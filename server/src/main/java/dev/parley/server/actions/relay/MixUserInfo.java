package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import org.jspecify.annotations.Nullable;

/** A user of a mix (spec/24 §4). */
public record MixUserInfo(
        @Meaning("Who it is.")
        @TextForm(
                minLength = 1,
                maxLength = Forms.USER_ID_BYTES,
                pattern = Forms.USER_ID,
                described = Forms.USER_ID_WORDS)
        String userId,

        @Meaning("Room of the user. Default: the room of the task; another one only in custom layouts.") @Nullable
        String roomId,

        @Meaning("0 integer room, 1 string room: the reverse of recording. Default: that of the task.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long roomIdType) {}
