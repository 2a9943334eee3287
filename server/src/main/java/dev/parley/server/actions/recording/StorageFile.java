package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;

/** A file of a recording (spec/24 §3). */
public record StorageFile(
        @Meaning("Who is recorded; empty for mixed recordings.")
        String userId,

        @Meaning("Name of the index file, without folders.") String fileName,
        @Meaning("`audio`, `video` or `audio_video`.") String trackType,

        @Meaning("Start of the file, UNIX milliseconds, unlike other times.") @Unsigned
        long beginTimeStamp) {}
