package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** A stream of a user (spec/24 §4). */
public record UserMediaStream(
        @Meaning("Who it is.") @Nullable MixUserInfo userInfo,

        @Meaning("0 camera, 1 screen; unlike recording. Default 0.") @OneOf({"0", "1"}) @Unsigned @Nullable
        Long streamType) {}
