package dev.parley.server.actions.ingest;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_QUERY_TASK_INFO_FAILED;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_DB_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_TASK_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_TASK_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;

/** Whether a task that plays a source into a room is running (spec/32 §3). */
public final class DescribeStreamIngest
        implements ActionDescription<DescribeStreamIngest.Request, DescribeStreamIngest.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
            FAILED_OPERATION_QUERY_TASK_INFO_FAILED,
            INTERNAL_ERROR_DB_ERROR,
            INVALID_PARAMETER_TASK_ID,
            MISSING_PARAMETER_SDK_APP_ID,
            MISSING_PARAMETER_TASK_ID);

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("Id of the task.") @TextForm(minLength = 1)
            String taskId) {}

    public record Answer(
            @Meaning("`InProgress` or `NotExist`.") String status) {}

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
