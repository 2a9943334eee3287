package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import org.jspecify.annotations.Nullable;

/** A text as watermark of a recording (spec/24 §3). */
public record WaterMarkChar(
        @Meaning("Upper edge in pixels.") @Unsigned long top,
        @Meaning("Left edge in pixels.") @Unsigned long left,
        @Meaning("Width in pixels.") @Unsigned long width,
        @Meaning("Height in pixels.") @Unsigned long height,

        @Meaning("The text to show.") @TextForm(minLength = 1)
        String chars,

        @Meaning("Height of the letters in pixels. Default 14.") @Unsigned @Nullable
        Long fontSize,

        @Meaning("`0xRRGGBB`. Default white.")
        @TextForm(pattern = Forms.HEX_COLOUR, described = Forms.HEX_COLOUR_WORDS)
        @Nullable
        String fontColor,

        @Meaning("`0xRRGGBB`; empty for transparent. Default transparent.")
        @TextForm(pattern = Forms.HEX_COLOUR_OR_EMPTY, described = Forms.HEX_COLOUR_OR_EMPTY_WORDS)
        @Nullable
        String backGroundColor,

        @Meaning("Typeface. Default `Tencent`.") @OneOf({"Tencent", "SourceHanSans"}) @Nullable
        String font) {}
