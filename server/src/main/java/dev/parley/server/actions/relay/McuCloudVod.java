package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import org.jspecify.annotations.Nullable;

/** Media library as target of a relay task's recording (spec/24 §4). */
public record McuCloudVod(
        @Meaning("Settings of the media library.") @Nullable McuTencentVod mcuTencentVod) {}
