package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import org.jspecify.annotations.Nullable;

/** Where a recording goes: exactly one of the two (spec/24 §3). */
public record StorageParams(
        @Meaning("Object storage.") @Nullable CloudStorage cloudStorage,
        @Meaning("Media library.") @Nullable CloudVod cloudVod) {}
