package dev.parley.server.actions.recording;

import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNAUTHORIZED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNSUPPORTED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_CR_UNSUPPORT_METHOD;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_CR_INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_OUT_OF_RANGE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_TASK_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_USER_ID;
import static dev.parley.protocol.errors.ApiError.RESOURCE_NOT_FOUND;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;

/** Ends a recording; uploads go on (spec/30 §2.3). */
public final class DeleteCloudRecording
        implements ActionDescription<DeleteCloudRecording.Request, DeleteCloudRecording.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
            AUTH_FAILURE,
            AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED,
            AUTH_FAILURE_UNAUTHORIZED_OPERATION,
            AUTH_FAILURE_UNSUPPORTED_OPERATION,
            FAILED_OPERATION_CR_UNSUPPORT_METHOD,
            INTERNAL_ERROR_CR_INTERNAL_ERROR,
            INVALID_PARAMETER_OUT_OF_RANGE,
            INVALID_PARAMETER_SDK_APP_ID,
            MISSING_PARAMETER_ROOM_ID,
            MISSING_PARAMETER_SDK_APP_ID,
            MISSING_PARAMETER_TASK_ID,
            MISSING_PARAMETER_USER_ID,
            RESOURCE_NOT_FOUND);

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("Id of the task.") @TextForm(minLength = 1)
            String taskId) {}

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
