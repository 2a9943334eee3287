package dev.parley.server.actions.monitoring;

import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_DB_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_ES_QUERY_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_HTTP_PARASE_FALIED;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_INTERFACE_ERR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_METHOD_ERR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_END_TS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_PAGE_NUMBER;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_PAGE_SIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_PAGE_SIZE_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_QUERY_SCALE_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TIME_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_START_TS_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_URL_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_USER_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_END_TS;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_NUM;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_START_TS;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rooms of an application in a period (spec/22 §4). */
public final class DescribeRoomInfo implements ActionDescription<DescribeRoomInfo.Request, DescribeRoomInfo.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    INTERNAL_ERROR,
                    INTERNAL_ERROR_DB_ERROR,
                    INTERNAL_ERROR_ES_QUERY_ERROR,
                    INTERNAL_ERROR_HTTP_PARASE_FALIED,
                    INTERNAL_ERROR_INTERFACE_ERR,
                    INTERNAL_ERROR_METHOD_ERR,
                    INVALID_PARAMETER_BODY_PARAMS_ERROR,
                    INVALID_PARAMETER_END_TS,
                    INVALID_PARAMETER_PAGE_NUMBER,
                    INVALID_PARAMETER_PAGE_SIZE,
                    INVALID_PARAMETER_PAGE_SIZE_OVERSIZE,
                    INVALID_PARAMETER_QUERY_SCALE_OVERSIZE,
                    INVALID_PARAMETER_SDK_APP_ID,
                    INVALID_PARAMETER_START_TIME_OVERSIZE,
                    INVALID_PARAMETER_START_TS,
                    INVALID_PARAMETER_START_TS_OVERSIZE,
                    INVALID_PARAMETER_URL_PARAMS_ERROR,
                    INVALID_PARAMETER_USER_ID,
                    MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID,
                    MISSING_PARAMETER_END_TS,
                    MISSING_PARAMETER_ROOM_NUM,
                    MISSING_PARAMETER_SDK_APP_ID,
                    MISSING_PARAMETER_START_TS)
            .calling("StartTime", "StartTs")
            .calling("EndTime", "EndTs");

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("First second, UNIX; at most 14 days ago.") @Range(min = 1, max = Queries.LAST_SECOND) @Unsigned
            long startTime,

            @Meaning("Last second, UNIX; at most 24 hours after `StartTime`.")
            @Range(min = 1, max = Queries.LAST_SECOND)
            @Unsigned
            long endTime,

            @Meaning("Number or id of the room, as text for both kinds. Default: all rooms.") @Nullable
            String roomId,

            @Meaning("Page, from 0. Default 0.") @Unsigned @Nullable
            Long pageNumber,

            @Meaning("Rooms of a page. Default 10.")
            @Range(min = 1, max = Queries.LARGEST_PAGE, aboveCode = Queries.PAGE_OVERSIZE)
            @Unsigned
            @Nullable
            Long pageSize) {}

    public record Answer(
            @Meaning("Number of rooms on this page, not of all.")
            long total,

            @Meaning("The rooms, newest first.") List<RoomState> roomList) {}

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
