package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** What is recorded and how (spec/24 §3, spec/30 §1.2). */
public record RecordParams(
        @Meaning("1 files for each user, 2 one mixed set of files.") @OneOf({"1", "2"}) @Unsigned
        long recordMode,

        @Meaning("Seconds without any anchor until the task ends. Default 30.")
        @Range(min = 5, max = 86_400)
        @Unsigned
        @Nullable
        Long maxIdleTime,

        @Meaning("0 audio and video, 1 audio, 2 video. Default 0.") @OneOf({"0", "1", "2"}) @Unsigned @Nullable
        Long streamType,

        @Meaning("Who is recorded. Default: everybody.") @Nullable
        SubscribeStreamUserIds subscribeStreamUserIds,

        @Meaning("Object storage: 0 hls, 1 hls and mp4, 2 hls and aac, 3 mp4, 4 aac; aac with "
                + "`StreamType` 1. Default 0.")
        @OneOf({"0", "1", "2", "3", "4"})
        @Unsigned
        @Nullable
        Long outputFormat,

        @Meaning("Mode 1: 1 puts audio and video into one ts, 0 into two; mixed ones are always one. Default 0.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long avMerge,

        @Meaning("Minutes until a new mp4 or aac file; 2 GB cut too. Default 1440.")
        @Range(min = 1, max = 1_440)
        @Unsigned
        @Nullable
        Long maxMediaFileDuration,

        @Meaning("0 main and auxiliary stream, 1 main, 2 auxiliary; unlike layouts. Default 0.")
        @OneOf({"0", "1", "2"})
        @Unsigned
        @Nullable
        Long mediaId,

        @Meaning("When video stops: 0 repeats the last picture, 1 shows black. Default 0.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long fillType,

        @Meaning("1 also records robots that publish a mix (give an allow list, or voices double), 0 not. Default 0.")
        @OneOf({"0", "1"})
        @Unsigned
        @Nullable
        Long subscribeAbility) {}
