package dev.parley.server.actions.relay;

import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNAUTHORIZED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNSUPPORTED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_REQUEST_OUTDATED;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_TASK_FINISHED;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER;
import static dev.parley.protocol.errors.ApiError.RESOURCE_NOT_FOUND;
import static dev.parley.protocol.errors.ApiError.UNSUPPORTED_OPERATION;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes a running relay task (spec/31 §2). */
public final class UpdatePublishCdnStream
        implements ActionDescription<UpdatePublishCdnStream.Request, UpdatePublishCdnStream.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    AUTH_FAILURE,
                    AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED,
                    AUTH_FAILURE_UNAUTHORIZED_OPERATION,
                    AUTH_FAILURE_UNSUPPORTED_OPERATION,
                    FAILED_OPERATION,
                    FAILED_OPERATION_REQUEST_OUTDATED,
                    FAILED_OPERATION_TASK_FINISHED,
                    INTERNAL_ERROR,
                    INVALID_PARAMETER,
                    MISSING_PARAMETER,
                    RESOURCE_NOT_FOUND,
                    UNSUPPORTED_OPERATION)
            .otherwise(INVALID_PARAMETER);

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("Id of the task.") @TextForm(minLength = 1)
            String taskId,

            @Meaning("Must be larger than that of the last call that succeeded.") @Unsigned
            long sequenceNumber,

            @Meaning("0 relays one stream, 1 mixes; may go from 0 to 1 only.") @OneOf({"0", "1"}) @Unsigned
            long withTranscoding,

            @Meaning("Lists of who is heard; the encoding stays. Default: unchanged.") @Nullable
            McuAudioParams audioParams,

            @Meaning("Replaces encoding, layout, backgrounds and watermarks as a whole. Default: unchanged.") @Nullable
            McuVideoParams videoParams,

            @Meaning("Who is relayed, without mixing. Default: unchanged.") @Nullable
            SingleSubscribeParams singleSubscribeParams,

            @Meaning("All targets; missing ones end, new ones start. Default: unchanged.")
            @ItemCount(max = 10)
            @Nullable
            List<McuPublishCdnParam> publishCdnParams,

            @Meaning("SEI messages. Default: unchanged.") @Nullable
            McuSeiParams seiParams,

            @Meaning("All rooms the result is published into. Default: unchanged.") @ItemCount(max = 10) @Nullable
            List<McuFeedBackRoomParams> feedBackRoomParams) {}

    public record Answer(@Meaning("Id of the task.") String taskId) {}

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Class<Answer> answerType() {
        return Answer.class;
    }

    @Override
    public ActionErrors errors() {
        return ERRORS;
    }
}
