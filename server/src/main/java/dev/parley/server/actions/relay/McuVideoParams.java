package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Video of a relay task (spec/24 §4, spec/31 §1.4). */
public record McuVideoParams(
        @Meaning("Encoding of the output; needed when there is video.") @Nullable
        VideoEncode videoEncode,

        @Meaning("Where users are shown. Default: floating.") @Nullable
        McuLayoutParams layoutParams,

        @Meaning("Colour of the canvas, `0xRRGGBB`. Default black.")
        @TextForm(pattern = Forms.HEX_COLOUR, described = Forms.HEX_COLOUR_WORDS)
        @Nullable
        String backGroundColor,

        @Meaning("Picture on the canvas, over the colour; png, jpg or jpeg of at most 2K and 5 MB.") @Nullable
        String backgroundImageUrl,

        @Meaning("Watermarks above all pictures.") @ItemCount(max = 25) @Nullable
        List<McuWaterMarkParams> waterMarkList,

        @Meaning("Canvas picture: 0 crop, 1 fit on black, 2 stretch. Default 2.")
        @OneOf({"0", "1", "2"})
        @Unsigned
        @Nullable
        Long backgroundRenderMode) {}
