package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** A watermark of a recording (spec/24 §3, spec/30 §1.6). */
public record WaterMark(
        @Meaning("0 picture, 1 text, 2 time. Default 0.") @OneOf({"0", "1", "2"}) @Unsigned @Nullable
        Long waterMarkType,

        @Meaning("Needed for type 0.") @Nullable WaterMarkImage waterMarkImage,
        @Meaning("Needed for type 1.") @Nullable WaterMarkChar waterMarkChar,
        @Meaning("Needed for type 2.") @Nullable WaterMarkTimestamp waterMarkTimestamp) {}
