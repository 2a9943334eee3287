package dev.parley.server.actions.rooms;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_ROOM_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_USER_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_USER_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_USER_ID;
import static dev.parley.protocol.errors.ApiError.UNAUTHORIZED_OPERATION_SDK_APP_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.actions.Forms;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.RoomAdministration;
import dev.parley.server.rooms.RoomKey;

/** Blocks or unblocks what a user sends in a string room (spec/11 §3). */
public final class SetUserBlockedByStrRoomId
        implements Action<SetUserBlockedByStrRoomId.Request, SetUserBlockedByStrRoomId.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    FAILED_OPERATION_ROOM_NOT_EXIST,
                    FAILED_OPERATION_SDK_APP_ID_NOT_EXIST,
                    FAILED_OPERATION_USER_NOT_EXIST,
                    INTERNAL_ERROR,
                    INVALID_PARAMETER,
                    INVALID_PARAMETER_ROOM_ID,
                    INVALID_PARAMETER_SDK_APP_ID,
                    INVALID_PARAMETER_USER_ID,
                    MISSING_PARAMETER,
                    MISSING_PARAMETER_APP_ID,
                    MISSING_PARAMETER_ROOM_ID,
                    MISSING_PARAMETER_SDK_APP_ID,
                    MISSING_PARAMETER_USER_ID,
                    UNAUTHORIZED_OPERATION_SDK_APP_ID)
            .calling("StrRoomId", "RoomId");

    private final RoomOrders orders;

    public record Request(
            @Meaning("The application.") @Range(min = 1, max = Forms.LAST_SDK_APP_ID) @Unsigned
            long sdkAppId,

            @Meaning("Id of the string room, at most 64 bytes.")
            @TextForm(
                    minLength = 1,
                    maxLength = Forms.ROOM_ID_BYTES,
                    pattern = Forms.ROOM_ID,
                    described = Forms.ROOM_ID_WORDS)
            String strRoomId,

            @Meaning("The user in the room.")
            @TextForm(
                    minLength = 1,
                    maxLength = Forms.USER_ID_BYTES,
                    pattern = Forms.USER_ID,
                    described = Forms.USER_ID_WORDS)
            String userId,

            @Meaning("0 allows audio and video, 1 blocks both, 2 blocks audio only, 3 blocks video only.")
            @OneOf({"0", "1", "2", "3"})
            @Unsigned
            long isMute) {}

    public record Answer() {}

    public SetUserBlockedByStrRoomId(Applications applications, RoomAdministration rooms) {
        this.orders = new RoomOrders(applications, rooms, ERRORS);
    }

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

    @Override
    public Answer handle(Request request, Call call) {
        RoomKey room = RoomOrders.room(request.sdkAppId(), request.strRoomId());
        orders.setBlocked(room, request.userId(), request.isMute(), call);
        return new Answer();
    }
}
