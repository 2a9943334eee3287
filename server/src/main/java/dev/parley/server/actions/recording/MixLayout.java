package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** One place of a custom layout of a recording (spec/24 §3). */
public record MixLayout(
        @Meaning("Upper edge in pixels, inside the canvas.") @Range(max = 1_920) @Unsigned
        long top,

        @Meaning("Left edge in pixels, inside the canvas.") @Range(max = 1_920) @Unsigned
        long left,

        @Meaning("Width in pixels; with `Left` inside the canvas.") @Range(max = 1_920) @Unsigned
        long width,

        @Meaning("Height in pixels; with `Top` inside the canvas.") @Range(max = 1_920) @Unsigned
        long height,

        @Meaning("Who is shown. Default: filled in order of entry.") @Nullable
        String userId,

        @Meaning("0 opaque to 255 transparent. Default 0.") @Range(max = 255) @Unsigned @Nullable
        Long alpha,

        @Meaning("0 stretch, 1 crop, 2 fit with bars, 3 crop at most 20 %, then stretch. Unlike relay. Default 1.")
        @OneOf({"0", "1", "2", "3"})
        @Unsigned
        @Nullable
        Long renderMode,

        @Meaning("0 main stream, 1 auxiliary. Default 0.") @OneOf({"0", "1"}) @Unsigned @Nullable
        Long mediaId,

        @Meaning("Larger is nearer. Default 0.") @Unsigned @Nullable
        Long imageLayer,

        @Meaning("Picture while there is no video; jpg, png or jpeg of at most 2K and 5 MB.") @Nullable
        String subBackgroundImage) {}
