package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import org.jspecify.annotations.Nullable;

/** Encoding of a mixed recording (spec/24 §3). */
public record MixTranscodeParams(
        @Meaning("Video; if given then with all its fields.") @Nullable
        VideoParams videoParams,

        @Meaning("Audio; if given then with all its fields.") @Nullable
        AudioParams audioParams) {}
