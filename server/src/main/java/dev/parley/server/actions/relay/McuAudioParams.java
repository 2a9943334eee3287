package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Audio of a relay task (spec/24 §4, spec/31 §1.3). */
public record McuAudioParams(
        @Meaning("Encoding of the output; needed at the start, fixed afterwards.") @Nullable
        AudioEncode audioEncode,

        @Meaning("Who is heard. Start: absent or empty for everybody. Update: absent for unchanged, "
                + "empty for everybody.")
        @Nullable
        List<McuUserInfoParams> subscribeAudioList,

        @Meaning("Who is not heard, even if in the other list. Update: absent for unchanged, empty for nobody.")
        @Nullable
        List<McuUserInfoParams> unSubscribeAudioList) {}
