package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layout of a mixed recording with at most 25 places (spec/24 §3, spec/30 §1.5). */
public record MixLayoutParams(
        @Meaning("1 floating, 2 screen sharing, 3 grid, 4 custom.") @OneOf({"1", "2", "3", "4"}) @Unsigned
        long mixLayoutMode,

        @Meaning("Custom layout: the places.") @ItemCount(max = 25) @Nullable
        List<MixLayout> mixLayoutList,

        @Meaning("Colour of the canvas, `#RRGGBB`, unlike relay. Default black.")
        @TextForm(pattern = Forms.HASH_COLOUR, described = Forms.HASH_COLOUR_WORDS)
        @Nullable
        String backGroundColor,

        @Meaning("Modes 1 and 2: who is shown large. Default: mode 1 the first anchor, mode 2 nobody.") @Nullable
        String maxResolutionUserId,

        @Meaning("Which stream of that user: 0 main, 1 auxiliary. Default 0.") @OneOf({"0", "1"}) @Unsigned @Nullable
        Long mediaId,

        @Meaning("Picture on the canvas; jpg, png or jpeg of at most 2K and 5 MB.") @Nullable
        String backgroundImageUrl,

        @Meaning("1 shows a picture in a kept place without video, 0 does not. Default 0.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long placeHolderMode,

        @Meaning("Canvas picture: 0 stretch, 1 crop, 2 fit with bars, 3 crop at most 20 %, then stretch.")
        @OneOf({"0", "1", "2", "3"})
        @Unsigned
        @Nullable
        Long backgroundImageRenderMode,

        @Meaning("Picture for places without video; jpg, png or jpeg of at most 2K and 5 MB.") @Nullable
        String defaultSubBackgroundImage,

        @Meaning("Watermarks.") @ItemCount(max = 25) @Nullable
        List<WaterMark> waterMarkList,

        @Meaning("Modes 1 to 3: 0 stretch, 1 crop, 2 fit with bars, 3 crop at most 20 %, then stretch.")
        @OneOf({"0", "1", "2", "3"})
        @Unsigned
        @Nullable
        Long renderMode,

        @Meaning("Mode 2: 1 puts the large picture to the right, 0 to the left. Default 0.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long maxResolutionUserAlign,

        @Meaning("Modes 1 to 3: true gives users without video no place. Default false.") @Nullable
        Boolean pureAudioDisableLayout) {}
