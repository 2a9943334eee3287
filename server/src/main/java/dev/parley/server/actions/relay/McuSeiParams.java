package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import org.jspecify.annotations.Nullable;

/** SEI messages in the output of a relay task (spec/24 §4, spec/31 §1.8). */
public record McuSeiParams(
        @Meaning("Adds layout and volumes; an empty object takes all defaults.") @Nullable
        McuLayoutVolume layoutVolume,

        @Meaning("Adds a content of your own.") @Nullable McuPassThrough passThrough) {}
