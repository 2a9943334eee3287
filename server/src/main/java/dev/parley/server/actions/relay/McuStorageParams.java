package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.server.actions.recording.CloudStorage;
import org.jspecify.annotations.Nullable;

/** Where a relay task records to: one of the two (spec/24 §4). */
public record McuStorageParams(
        @Meaning("Object storage.") @Nullable CloudStorage cloudStorage,
        @Meaning("Media library.") @Nullable McuCloudVod mcuCloudVod) {}
