package dev.parley.server.actions.monitoring;

import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_ES_QUERY_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_HTTP_PARASE_FALIED;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_INTERFACE_ERR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_METHOD_ERR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_END_TS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_URL_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_USER_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_COMM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_END_TS;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_START_TS;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_USER_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import java.util.List;

/** Events of one user during one life of a room (spec/22 §5). */
public final class DescribeUserEvent implements ActionDescription<DescribeUserEvent.Request, DescribeUserEvent.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    INTERNAL_ERROR,
                    INTERNAL_ERROR_ES_QUERY_ERROR,
                    INTERNAL_ERROR_HTTP_PARASE_FALIED,
                    INTERNAL_ERROR_INTERFACE_ERR,
                    INTERNAL_ERROR_METHOD_ERR,
                    INVALID_PARAMETER,
                    INVALID_PARAMETER_BODY_PARAMS_ERROR,
                    INVALID_PARAMETER_END_TS,
                    INVALID_PARAMETER_START_TS,
                    INVALID_PARAMETER_START_TS_OVERSIZE,
                    INVALID_PARAMETER_URL_PARAMS_ERROR,
                    INVALID_PARAMETER_USER_ID,
                    MISSING_PARAMETER,
                    MISSING_PARAMETER_APP_ID,
                    MISSING_PARAMETER_COMM_ID,
                    MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID,
                    MISSING_PARAMETER_END_TS,
                    MISSING_PARAMETER_ROOM_ID,
                    MISSING_PARAMETER_START_TS,
                    MISSING_PARAMETER_USER_ID)
            .calling("StartTime", "StartTs")
            .calling("EndTime", "EndTs")
            .whenMissing("SdkAppId", MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID)
            .otherwise(INVALID_PARAMETER);

    public record Request(
            @Meaning("Id of one life of a room, `<SdkAppId>_<number>_<CreateTime>`.")
            @TextForm(emptyIsMissing = true, pattern = Queries.COMM_ID, described = Queries.COMM_ID_WORDS)
            String commId,

            @Meaning("First second, UNIX; at most 14 days ago.") @Range(min = 1, max = Queries.LAST_SECOND) @Unsigned
            long startTime,

            @Meaning("Last second, UNIX; what is later than the end of the room counts as its end.")
            @Range(min = 1, max = Queries.LAST_SECOND)
            @Unsigned
            long endTime,

            @Meaning("Id of the user.") @TextForm(emptyIsMissing = true)
            String userId,

            @Meaning("Room id; must be there, but `CommId` decides.") @TextForm(emptyIsMissing = true)
            String roomId,

            @Meaning("The application.") @Unsigned long sdkAppId) {}

    public record Answer(
            @Meaning("Events by the user id they are grouped under, ascending.")
            List<EventList> data) {}

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
