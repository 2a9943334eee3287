package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** SEI with a content of the caller (spec/24 §4). */
public record McuPassThrough(
        @Meaning("The content.") @TextForm(minLength = 1) String payloadContent,

        @Meaning("5, or 100 to 254 but not 244.") @Range(min = 5, max = 254, except = 244) @Unsigned
        long payloadType,

        @Meaning("32 hex digits; needed for type 5, ignored otherwise.") @Nullable
        String payloadUuid,

        @Meaning("Milliseconds between two. Default 1000.") @Unsigned @Nullable
        Long interval,

        @Meaning("1 also puts it on every key frame, 0 does not. Default 0.") @OneOf({"0", "1"}) @Unsigned @Nullable
        Long followIdr) {}
