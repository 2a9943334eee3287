package dev.parley.server.actions.monitoring;

import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_DB_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_ES_QUERY_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_HTTP_PARASE_FALIED;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_INTERFACE_ERR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_METHOD_ERR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_ENCODE_PARAMS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_PAGE_NUMBER;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_PAGE_SIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_PAGE_SIZE_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_QUERY_SCALE_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TIME_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_USER_IDS_MORETHAN_SIX;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_COMM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_END_TS;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_START_TS;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users of one life of a room and how well it went for them (spec/22 §6). */
public final class DescribeCallDetailInfo
        implements ActionDescription<DescribeCallDetailInfo.Request, DescribeCallDetailInfo.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    INTERNAL_ERROR,
                    INTERNAL_ERROR_DB_ERROR,
                    INTERNAL_ERROR_ES_QUERY_ERROR,
                    INTERNAL_ERROR_HTTP_PARASE_FALIED,
                    INTERNAL_ERROR_INTERFACE_ERR,
                    INTERNAL_ERROR_METHOD_ERR,
                    INVALID_PARAMETER,
                    INVALID_PARAMETER_BODY_PARAMS_ERROR,
                    INVALID_PARAMETER_ENCODE_PARAMS,
                    INVALID_PARAMETER_PAGE_NUMBER,
                    INVALID_PARAMETER_PAGE_SIZE,
                    INVALID_PARAMETER_PAGE_SIZE_OVERSIZE,
                    INVALID_PARAMETER_QUERY_SCALE_OVERSIZE,
                    INVALID_PARAMETER_SDK_APP_ID,
                    INVALID_PARAMETER_START_TIME_OVERSIZE,
                    INVALID_PARAMETER_START_TS,
                    INVALID_PARAMETER_START_TS_OVERSIZE,
                    INVALID_PARAMETER_USER_IDS_MORETHAN_SIX,
                    MISSING_PARAMETER,
                    MISSING_PARAMETER_COMM_ID,
                    MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID,
                    MISSING_PARAMETER_END_TS,
                    MISSING_PARAMETER_SDK_APP_ID,
                    MISSING_PARAMETER_START_TS)
            .calling("StartTime", "StartTs")
            .calling("EndTime", "EndTs")
            .otherwise(INVALID_PARAMETER);

    public record Request(
            @Meaning("Id of one life of a room, `<SdkAppId>_<number>_<CreateTime>`.")
            @TextForm(emptyIsMissing = true, pattern = Queries.COMM_ID, described = Queries.COMM_ID_WORDS)
            String commId,

            @Meaning("First second, UNIX; at most 14 days ago.") @Range(min = 1, max = Queries.LAST_SECOND) @Unsigned
            long startTime,

            @Meaning("Last second, UNIX; at most 1 hour after `StartTime` with `DataType`, 4 hours without.")
            @Range(min = 1, max = Queries.LAST_SECOND)
            @Unsigned
            long endTime,

            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("At most 6 with `DataType`, 100 without. Default: all users, page by page.")
            @ItemCount(max = Queries.MOST_USERS)
            @Nullable
            List<String> userIds,

            @Meaning("Metrics wanted; `all` for every one. Default: none.")
            @OneOf({
                "all",
                "appCpu",
                "sysCpu",
                "aBit",
                "aBlock",
                "bigvBit",
                "bigvCapFps",
                "bigvEncFps",
                "bigvDecFps",
                "bigvBlock",
                "aLoss",
                "bigvLoss",
                "bigvWidth",
                "bigvHeight",
                "aCapEnergy",
                "aPlayEnergy",
                "rtt",
                "bigvRecFps"
            })
            @Nullable
            List<String> dataType,

            @Meaning("Page, from 0. Default 0.") @Unsigned @Nullable
            Long pageNumber,

            @Meaning("Users of a page; at most 6 with `DataType`. Default 6.")
            @Range(min = 1, max = Queries.LARGEST_PAGE, aboveCode = Queries.PAGE_OVERSIZE)
            @Unsigned
            @Nullable
            Long pageSize) {}

    public record Answer(
            @Meaning("Number of matching stays on all pages.") @Unsigned
            long total,

            @Meaning("The stays of this page, newest first.")
            List<UserInformation> userList,

            @Meaning("Metrics of the users of this page; empty without `DataType`.")
            List<QualityData> data) {}

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
