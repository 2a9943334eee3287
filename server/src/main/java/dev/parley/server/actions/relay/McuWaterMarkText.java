package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import org.jspecify.annotations.Nullable;

/** A text as watermark of a relay task (spec/24 §4). */
public record McuWaterMarkText(
        @Meaning("The text; it does not wrap.") @TextForm(minLength = 1)
        String text,

        @Meaning("Width in pixels.") @Unsigned long waterMarkWidth,
        @Meaning("Height in pixels.") @Unsigned long waterMarkHeight,
        @Meaning("Left edge in pixels.") @Unsigned long locationX,
        @Meaning("Upper edge in pixels.") @Unsigned long locationY,

        @Meaning("Height of the letters in pixels.") @Unsigned
        long fontSize,

        @Meaning("`0xRRGGBB`. Default white.")
        @TextForm(pattern = Forms.HEX_COLOUR, described = Forms.HEX_COLOUR_WORDS)
        @Nullable
        String fontColor,

        @Meaning("`0xRRGGBB`. Default transparent.")
        @TextForm(pattern = Forms.HEX_COLOUR, described = Forms.HEX_COLOUR_WORDS)
        @Nullable
        String backGroundColor,

        @Meaning("0 stays, 1 jumps every second, 2 moves and bounces off the edges. Default 0.")
        @OneOf({"0", "1", "2"})
        @Unsigned
        @Nullable
        Long dynamicPosType,

        @Meaning("Order among watermarks; larger is nearer. Default 0.") @Unsigned @Nullable
        Long zOrder,

        @Meaning("Typeface. Default `Tencent`.") @OneOf({"Tencent", "SourceHanSans"}) @Nullable
        String font) {}
