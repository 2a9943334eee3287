package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** Audio encoding of a relay task (spec/24 §4). */
public record AudioEncode(
        @Meaning("Samples per second, unlike recording.")
        @OneOf({"48000", "44100", "32000", "24000", "16000", "8000"})
        @Unsigned
        long sampleRate,

        @Meaning("1 mono, 2 stereo.") @OneOf({"1", "2"}) @Unsigned
        long channel,

        @Meaning("Bit rate in kbit/s.") @Range(min = 8, max = 500) @Unsigned
        long bitRate,

        @Meaning("0 AAC-LC, 1 HE-AAC, 2 HE-AACv2 (stereo only); 1 and 2 not with 8000 Hz. Default 0.")
        @OneOf({"0", "1", "2"})
        @Unsigned
        @Nullable
        Long codec) {}
