package dev.parley.server.actions.ingest;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_TASK_FINISHED;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_TASK_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;

/** Ends a task that plays a source into a room (spec/32 §3). */
public final class StopStreamIngest implements ActionDescription<StopStreamIngest.Request, StopStreamIngest.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
            FAILED_OPERATION_TASK_FINISHED,
            INVALID_PARAMETER_BODY_PARAMS_ERROR,
            INVALID_PARAMETER_SDK_APP_ID,
            INVALID_PARAMETER_TASK_ID);

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("Id of the task.") @TextForm(minLength = 1)
            String taskId) {}

    public record Answer() {}

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
