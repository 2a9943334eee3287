package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.Meaning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is recorded (spec/24 §3, spec/30 §1.2.1). Of each medium only one list may be given. */
public record SubscribeStreamUserIds(
        @Meaning("Whose audio is recorded. Up to 32 ids; `abc.*$` stands for all that start with "
                + "`abc`. Default: everybody's.")
        @ItemCount(max = 32)
        @Nullable
        List<String> subscribeAudioUserIds,

        @Meaning("Whose audio is not recorded. Up to 32 ids; `abc.*$` stands for all that start with `abc`.")
        @ItemCount(max = 32)
        @Nullable
        List<String> unSubscribeAudioUserIds,

        @Meaning("Whose video is recorded. Up to 32 ids; `abc.*$` stands for all that start with "
                + "`abc`. Default: everybody's.")
        @ItemCount(max = 32)
        @Nullable
        List<String> subscribeVideoUserIds,

        @Meaning("Whose video is not recorded. Up to 32 ids; `abc.*$` stands for all that start with `abc`.")
        @ItemCount(max = 32)
        @Nullable
        List<String> unSubscribeVideoUserIds) {}
