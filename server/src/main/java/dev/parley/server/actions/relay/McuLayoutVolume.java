package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** SEI with layout and volumes (spec/24 §4). */
public record McuLayoutVolume(
        @Meaning("Copied into the member `app_data`; less than 4096 bytes.") @TextForm(maxLength = 4095) @Nullable
        String appData,

        @Meaning("Payload type of the SEI. Default 100.") @Range(min = 100, max = 254, except = 244) @Unsigned @Nullable
        Long payloadType,

        @Meaning("Milliseconds between two. Default 1000.") @Unsigned @Nullable
        Long interval,

        @Meaning("1 also puts it on every key frame, 0 does not. Default 0.") @OneOf({"0", "1"}) @Unsigned @Nullable
        Long followIdr) {}
