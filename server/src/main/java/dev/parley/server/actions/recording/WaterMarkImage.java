package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;

/** A picture as watermark of a recording (spec/24 §3). */
public record WaterMarkImage(
        @Meaning("jpg, png or jpeg of at most 2K and 5 MB; left out when it cannot be had.") @TextForm(minLength = 1)
        String waterMarkUrl,

        @Meaning("Upper edge in pixels, inside the canvas.") @Range(max = 2_560) @Unsigned
        long top,

        @Meaning("Left edge in pixels, inside the canvas.") @Range(max = 2_560) @Unsigned
        long left,

        @Meaning("Width in pixels, inside the canvas.") @Range(max = 2_560) @Unsigned
        long width,

        @Meaning("Height in pixels, inside the canvas.") @Range(max = 2_560) @Unsigned
        long height) {}
