package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recording of the result of a relay task (spec/24 §4, spec/31 §1.9). Fields below {@code RecordKey} count with
 * {@code UniRecord} 3 only.
 */
public record McuRecordParams(
        @Meaning("1 off, 2 by the application's template, 3 by the fields below; 0 counts as 1. Default 1.")
        @OneOf({"0", "1", "2", "3"})
        @Unsigned
        @Nullable
        Long uniRecord,

        @Meaning("Names the recording; tasks with one key go into the same files, one after another.")
        @TextForm(maxLength = 128, pattern = Forms.FILE_NAME, described = Forms.FILE_NAME_WORDS)
        @Nullable
        String recordKey,

        @Meaning("Seconds of idleness until the recording ends. Default 30.")
        @Range(min = 5, max = 86_400)
        @Unsigned
        @Nullable
        Long recordWaitTime,

        @Meaning("Kinds of files; mp4 and aac exclude each other. Default mp4.") @OneOf({"hls", "mp4", "aac"}) @Nullable
        List<String> recordFormat,

        @Meaning("Minutes until a new mp4 or aac file; 2 GB cut too. Default 1440.")
        @Range(min = 1, max = 1_440)
        @Unsigned
        @Nullable
        Long maxMediaFileDuration,

        @Meaning("0 audio and video, 1 audio, 2 video. Default 0.") @OneOf({"0", "1", "2"}) @Unsigned @Nullable
        Long streamType,

        @Meaning("Start of the file names in the media library.")
        @TextForm(maxLength = 64, pattern = Forms.FILE_NAME, described = Forms.FILE_NAME_WORDS)
        @Nullable
        String userDefineRecordPrefix,

        @Meaning("Where files go.") @Nullable McuStorageParams mcuStorageParams) {}
