package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import org.jspecify.annotations.Nullable;

/** Media library as target of a recording (spec/24 §3). */
public record CloudVod(
        @Meaning("Settings of the media library.") @Nullable TencentVod tencentVod) {}
