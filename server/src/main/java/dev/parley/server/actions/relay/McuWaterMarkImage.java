package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** A picture as watermark of a relay task (spec/24 §4). */
public record McuWaterMarkImage(
        @Meaning("png, jpg or jpeg of at most 2K and 5 MB; left out when it cannot be had.") @TextForm(minLength = 1)
        String waterMarkUrl,

        @Meaning("Width in pixels.") @Unsigned long waterMarkWidth,
        @Meaning("Height in pixels.") @Unsigned long waterMarkHeight,
        @Meaning("Left edge in pixels.") @Unsigned long locationX,
        @Meaning("Upper edge in pixels.") @Unsigned long locationY,

        @Meaning("Order among watermarks; larger is nearer. Default 0.") @Unsigned @Nullable
        Long zOrder,

        @Meaning("0 stays, 1 jumps every second, 2 moves and bounces off the edges. Default 0.")
        @OneOf({"0", "1", "2"})
        @Unsigned
        @Nullable
        Long dynamicPosType) {}
