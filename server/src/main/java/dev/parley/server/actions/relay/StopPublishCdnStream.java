package dev.parley.server.actions.relay;

import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNAUTHORIZED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNSUPPORTED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_CR_UNSUPPORT_METHOD;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER;
import static dev.parley.protocol.errors.ApiError.RESOURCE_NOT_FOUND;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import org.jspecify.annotations.Nullable;

/** Ends a relay task (spec/31 §2.4). */
public final class StopPublishCdnStream
        implements ActionDescription<StopPublishCdnStream.Request, StopPublishCdnStream.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    AUTH_FAILURE,
                    AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED,
                    AUTH_FAILURE_UNAUTHORIZED_OPERATION,
                    AUTH_FAILURE_UNSUPPORTED_OPERATION,
                    FAILED_OPERATION_CR_UNSUPPORT_METHOD,
                    INTERNAL_ERROR,
                    INVALID_PARAMETER,
                    MISSING_PARAMETER,
                    RESOURCE_NOT_FOUND)
            .otherwise(INVALID_PARAMETER);

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("Id of the task.") @TextForm(minLength = 1)
            String taskId,

            @Meaning("Key of the recording to end at once. Default: it waits for `RecordWaitTime`.") @Nullable
            String recordKey) {}

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
