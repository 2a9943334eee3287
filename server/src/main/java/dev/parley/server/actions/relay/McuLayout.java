package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import org.jspecify.annotations.Nullable;

/** One place of a custom layout of a relay task (spec/24 §4, spec/31 §1.5). */
public record McuLayout(
        @Meaning("Whose stream the place is kept for. Default: filled in order of entry.") @Nullable
        UserMediaStream userMediaStream,

        @Meaning("Width in pixels; 0 draws nothing. Default 0.") @Unsigned @Nullable
        Long imageWidth,

        @Meaning("Height in pixels; 0 draws nothing. Default 0.") @Unsigned @Nullable
        Long imageHeight,

        @Meaning("Left edge in pixels; with `ImageWidth` inside the canvas. Default 0.") @Unsigned @Nullable
        Long locationX,

        @Meaning("Upper edge in pixels; with `ImageHeight` inside the canvas. Default 0.") @Unsigned @Nullable
        Long locationY,

        @Meaning("Larger is nearer. Default 0.") @Unsigned @Nullable
        Long zOrder,

        @Meaning("0 crop, 1 fit with the background visible, 2 fit on black. Unlike recording. Default 0.")
        @OneOf({"0", "1", "2"})
        @Unsigned
        @Nullable
        Long renderMode,

        @Meaning("Colour of the place, `0xRRGGBB`; without effect unless `BackGroundColorMode` says so.")
        @TextForm(pattern = Forms.HEX_COLOUR, described = Forms.HEX_COLOUR_WORDS)
        @Nullable
        String backGroundColor,

        @Meaning("Picture while there is no video; png, jpg, jpeg, bmp, gif or webm of at most 2K and 5 MB.") @Nullable
        String backgroundImageUrl,

        @Meaning("Part of the source picture to take.") @Nullable
        McuCustomCrop customCrop,

        @Meaning("Picture without video: 0 crop, 1 fit, 2 fit on black, 3 stretch, 4 "
                + "`BackgroundCustomRender`. Default 3.")
        @OneOf({"0", "1", "2", "3", "4"})
        @Unsigned
        @Nullable
        Long backgroundRenderMode,

        @Meaning("png whose alpha channel masks the video; with `RenderMode` 0 only.") @Nullable
        String transparentUrl,

        @Meaning("Needed with `BackgroundRenderMode` 4.") @Nullable
        McuBackgroundCustomRender backgroundCustomRender,

        @Meaning("Bit 0: colour behind a fitted picture without video; bit 1: behind fitted video. Default 0.")
        @Range(max = 3)
        @Unsigned
        @Nullable
        Long backGroundColorMode,

        @Meaning("1 keeps the SEI of the input, 0 drops it. Default 1.") @OneOf({"0", "1"}) @Unsigned @Nullable
        Long enableStreamSEI) {}
