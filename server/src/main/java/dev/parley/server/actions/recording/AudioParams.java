package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;

/** Audio encoding of a mixed recording (spec/24 §3). */
public record AudioParams(
        @Meaning("Not in Hz: 1 is 48000 Hz, 2 is 44100 Hz, 3 is 16000 Hz. Default 1.") @OneOf({"1", "2", "3"}) @Unsigned
        long sampleRate,

        @Meaning("1 mono, 2 stereo. Default 2.") @OneOf({"1", "2"}) @Unsigned
        long channel,

        @Meaning("Bit rate in bit/s, unlike relay. Default 64000.") @Range(min = 32_000, max = 128_000) @Unsigned
        long bitRate) {}
