package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** A user in a list of who is heard (spec/24 §4). */
public record McuUserInfoParams(
        @Meaning("Who it is.") MixUserInfo userInfo,

        @Meaning("Percent of the volume, in the list of who is heard only. Default 100.")
        @Range(max = 100)
        @Unsigned
        @Nullable
        Long soundLevel) {}
