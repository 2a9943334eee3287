package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Unsigned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layout of a relay task with at most 16 inputs (spec/24 §4, spec/31 §1.5). */
public record McuLayoutParams(
        @Meaning("1 floating, 2 screen sharing, 3 grid, 4 custom. Default 1.")
        @OneOf({"1", "2", "3", "4"})
        @Unsigned
        @Nullable
        Long mixLayoutMode,

        @Meaning("Layouts 1 to 3: 1 gives users without video a place, 0 does not. Default 0.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long pureAudioHoldPlaceMode,

        @Meaning("Custom layout: the places.") @ItemCount(max = 16) @Nullable
        List<McuLayout> mixLayoutList,

        @Meaning("Layouts 1 and 2: who is shown large.") @Nullable
        MaxVideoUser maxVideoUser,

        @Meaning("Layouts 1 to 3: 0 crop, 1 fit, 2 fit on black. Default: the large picture fitted, others cropped.")
        @OneOf({"0", "1", "2"})
        @Unsigned
        @Nullable
        Long renderMode,

        @Meaning("Layouts 1 to 3: 1 keeps the SEI of the inputs, 0 drops it. Default 1.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long enableStreamSEI) {}
