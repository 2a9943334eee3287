package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;

/** A part of a source picture (spec/24 §4), cut before it is fitted into its place. */
public record McuCustomCrop(
        @Meaning("Left edge in pixels; with `Width` at most 10000.") @Range(max = 9_999) @Unsigned
        long locationX,

        @Meaning("Upper edge in pixels; with `Height` at most 10000.") @Range(max = 9_999) @Unsigned
        long locationY,

        @Meaning("Width in pixels; with `LocationX` at most 10000.") @Range(min = 1, max = 10_000) @Unsigned
        long width,

        @Meaning("Height in pixels; with `LocationY` at most 10000.") @Range(min = 1, max = 10_000) @Unsigned
        long height) {}
