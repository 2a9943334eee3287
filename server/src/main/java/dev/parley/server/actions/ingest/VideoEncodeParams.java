package dev.parley.server.actions.ingest;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** Video encoding of a pulled stream (spec/24 §5). Checked, then without effect. */
public record VideoEncodeParams(
        @Meaning("Width in pixels.") @Range(max = 1_920) @Unsigned @Nullable
        Long width,

        @Meaning("Height in pixels; unlike relay not beyond 1080.") @Range(max = 1_080) @Unsigned @Nullable
        Long height,

        @Meaning("Frames per second.") @Range(min = 1, max = 60) @Unsigned @Nullable
        Long fps,

        @Meaning("Bit rate in kbit/s.") @Range(min = 1, max = 10_000) @Unsigned @Nullable
        Long bitRate,

        @Meaning("Seconds between key frames.") @Range(min = 1, max = 2) @Unsigned @Nullable
        Long gop) {}
