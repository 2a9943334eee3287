package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** A watermark of a relay task (spec/24 §4, spec/31 §1.6). */
public record McuWaterMarkParams(
        @Meaning("0 picture, 1 text. Default 0.") @OneOf({"0", "1"}) @Unsigned @Nullable
        Long waterMarkType,

        @Meaning("Needed for type 0.") @Nullable McuWaterMarkImage waterMarkImage,
        @Meaning("Needed for type 1.") @Nullable McuWaterMarkText waterMarkText) {}
