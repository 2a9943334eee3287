package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;

/** Video encoding of a relay task (spec/24 §4). */
public record VideoEncode(
        @Meaning("Width in pixels; odd ones are rounded down.") @Range(max = 1_920) @Unsigned
        long width,

        @Meaning("Height in pixels; odd ones are rounded down. Up to 1920, unlike stream ingest.")
        @Range(max = 1_920)
        @Unsigned
        long height,

        @Meaning("Frames per second.") @Range(min = 1, max = 60) @Unsigned
        long fps,

        @Meaning("Bit rate in kbit/s.") @Range(min = 1, max = 10_000) @Unsigned
        long bitRate,

        @Meaning("Seconds between key frames.") @Range(min = 1, max = 5) @Unsigned
        long gop) {}
