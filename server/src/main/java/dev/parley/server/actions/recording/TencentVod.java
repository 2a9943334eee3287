package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import org.jspecify.annotations.Nullable;

/** Media library settings of a recording (spec/24 §3, spec/30 §1.3.2). */
public record TencentVod(
        @Meaning("Name of a task flow for the uploaded media; kept and shown only.") @Nullable
        String procedure,

        @Meaning("Seconds the media is kept; 0 for ever. Default 0.") @Unsigned @Nullable
        Long expireTime,

        @Meaning("Region of the upload; kept and shown only.") @Nullable
        String storageRegion,

        @Meaning("Category; kept and shown only. Default 0.") @Unsigned @Nullable
        Long classId,

        @Meaning("Sub-application; kept and shown only.") @Unsigned @Nullable
        Long subAppId,

        @Meaning("Passed on when the task flow ends.") @Nullable
        String sessionContext,

        @Meaning("Passed on when the upload ends.") @Nullable
        String sourceContext,

        @Meaning("0 mp4, 1 hls, 2 aac, 3 hls and mp4, 4 hls and aac; aac with `StreamType` 1 only. Default 0.")
        @OneOf({"0", "1", "2", "3", "4"})
        @Unsigned
        @Nullable
        Long mediaType,

        @Meaning("Start of the file names.")
        @TextForm(maxLength = 64, pattern = Forms.FILE_NAME, described = Forms.FILE_NAME_WORDS)
        @Nullable
        String userDefineRecordId) {}
