package dev.parley.server.actions.relay;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;
import org.jspecify.annotations.Nullable;

/** Media library settings of a relay task's recording (spec/24 §4). */
public record McuTencentVod(
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
        String sourceContext) {}
