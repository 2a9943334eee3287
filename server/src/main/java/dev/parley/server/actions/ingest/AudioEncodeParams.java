package dev.parley.server.actions.ingest;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** Audio encoding of a pulled stream (spec/24 §5). Checked, then without effect. */
public record AudioEncodeParams(
        @Meaning("Samples per second.") @OneOf({"48000", "44100"}) @Unsigned @Nullable
        Long sampleRate,

        @Meaning("1 mono, 2 stereo.") @OneOf({"1", "2"}) @Unsigned @Nullable
        Long channel,

        @Meaning("Bit rate in kbit/s, unlike recording.") @Range(min = 8, max = 500) @Unsigned @Nullable
        Long bitRate,

        @Meaning("Volume in percent; 0 is silent. Default 100, unchanged.") @Range(max = 300) @Unsigned @Nullable
        Long volume) {}
