package dev.parley.server.actions.relay;

import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNAUTHORIZED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNSUPPORTED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_RESTRICTED_CONCURRENCY;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
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
import dev.parley.server.actions.Forms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a task that relays or mixes streams of a room to addresses or rooms (spec/31 §1). */
public final class StartPublishCdnStream
        implements ActionDescription<StartPublishCdnStream.Request, StartPublishCdnStream.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    AUTH_FAILURE,
                    AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED,
                    AUTH_FAILURE_UNAUTHORIZED_OPERATION,
                    AUTH_FAILURE_UNSUPPORTED_OPERATION,
                    FAILED_OPERATION,
                    FAILED_OPERATION_RESTRICTED_CONCURRENCY,
                    INTERNAL_ERROR,
                    INVALID_PARAMETER,
                    INVALID_PARAMETER_SDK_APP_ID,
                    MISSING_PARAMETER,
                    RESOURCE_NOT_FOUND,
                    UNSUPPORTED_OPERATION)
            .otherwise(INVALID_PARAMETER);

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("The room, as text for both kinds.") @TextForm(minLength = 1, maxLength = Forms.ROOM_ID_BYTES)
            String roomId,

            @Meaning("0 integer room, 1 string room: the reverse of recording.") @OneOf({"0", "1"}) @Unsigned
            long roomIdType,

            @Meaning("The robot that enters the room.") AgentParams agentParams,

            @Meaning("0 relays one stream as it is, 1 mixes.") @OneOf({"0", "1"}) @Unsigned
            long withTranscoding,

            @Meaning("Audio of the output; needed, though the schema makes it optional.") @Nullable
            McuAudioParams audioParams,

            @Meaning("Video of the output. Default: audio only.") @Nullable
            McuVideoParams videoParams,

            @Meaning("Who is relayed; needed with `WithTranscoding` 0.") @Nullable
            SingleSubscribeParams singleSubscribeParams,

            @Meaning("Targets; these or `FeedBackRoomParams` are needed.") @ItemCount(max = 10) @Nullable
            List<McuPublishCdnParam> publishCdnParams,

            @Meaning("SEI messages. Default: none.") @Nullable
            McuSeiParams seiParams,

            @Meaning("Rooms the result is published into.") @ItemCount(max = 10) @Nullable
            List<McuFeedBackRoomParams> feedBackRoomParams,

            @Meaning("Recording of the result. Default: none.") @Nullable
            McuRecordParams recordParams) {}

    public record Answer(
            @Meaning("Names the task in further calls.") String taskId) {}

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
