package dev.parley.server.actions.monitoring;

import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_DB_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_HTTP_PARASE_FALIED;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_INTERFACE_ERR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_METHOD_ERR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_END_TS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_USER_IDS_MORETHAN_SIX;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_END_TS;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_START_TS;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import java.util.List;

/** Rooms and users per day of an application (spec/22 §9). */
public final class DescribeScaleInfo implements ActionDescription<DescribeScaleInfo.Request, DescribeScaleInfo.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    INTERNAL_ERROR,
                    INTERNAL_ERROR_DB_ERROR,
                    INTERNAL_ERROR_HTTP_PARASE_FALIED,
                    INTERNAL_ERROR_INTERFACE_ERR,
                    INTERNAL_ERROR_METHOD_ERR,
                    INVALID_PARAMETER_BODY_PARAMS_ERROR,
                    INVALID_PARAMETER_END_TS,
                    INVALID_PARAMETER_SDK_APP_ID,
                    INVALID_PARAMETER_START_TS,
                    INVALID_PARAMETER_START_TS_OVERSIZE,
                    INVALID_PARAMETER_USER_IDS_MORETHAN_SIX,
                    MISSING_PARAMETER_END_TS,
                    MISSING_PARAMETER_SDK_APP_ID,
                    MISSING_PARAMETER_START_TS)
            .calling("StartTime", "StartTs")
            .calling("EndTime", "EndTs");

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("First second, UNIX; at most 14 days ago.") @Range(min = 1, max = Queries.LAST_SECOND) @Unsigned
            long startTime,

            @Meaning("Last second, UNIX; the current day is never answered.")
            @Range(min = 1, max = Queries.LAST_SECOND)
            @Unsigned
            long endTime) {}

    public record Answer(
            @Meaning("Number of days.") @Unsigned long total,
            @Meaning("The days, newest first.") List<ScaleInfomation> scaleList) {}

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
