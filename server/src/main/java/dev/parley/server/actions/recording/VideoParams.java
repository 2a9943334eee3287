package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;

/** Video encoding of a mixed recording (spec/24 §3, spec/30 §1.4). */
public record VideoParams(
        @Meaning("Width in pixels; with `Height` at most 1920x1080 in area; odd ones are rounded down. Default 360.")
        @Range(min = 16, max = 1_920)
        @Unsigned
        long width,

        @Meaning("Height in pixels; odd ones are rounded down. Default 640.") @Range(min = 16, max = 1_920) @Unsigned
        long height,

        @Meaning("Frames per second. Default 15.") @Range(min = 1, max = 60) @Unsigned
        long fps,

        @Meaning("Bit rate in bit/s, unlike relay. Default 550000.") @Range(min = 64_000, max = 8_192_000) @Unsigned
        long bitRate,

        @Meaning("Seconds between key frames. Default 10.") @Range(min = 1, max = 60) @Unsigned
        long gop) {}
