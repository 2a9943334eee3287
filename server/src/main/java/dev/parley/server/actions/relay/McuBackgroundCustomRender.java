package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** How a picture is drawn in a place without video (spec/24 §4). Its bounds follow from the canvas. */
public record McuBackgroundCustomRender(
        @Meaning("Width in pixels; not wider than the place.") @Range(min = 1, max = 1_920) @Unsigned
        long width,

        @Meaning("Height in pixels; not higher than the place.") @Range(min = 1, max = 1_920) @Unsigned
        long height,

        @Meaning("Radius of the corners in pixels, at most half of the smaller side. Default 0.")
        @Range(max = 960)
        @Unsigned
        @Nullable
        Long radius) {}
