package dev.parley.server.actions.rooms;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_ROOM_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_VALUE_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.UNAUTHORIZED_OPERATION_SDK_APP_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.actions.Forms;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.RoomAdministration;

/** Closes a string room and makes everybody leave it (spec/11 §1). */
public final class DismissRoomByStrRoomId
        implements Action<DismissRoomByStrRoomId.Request, DismissRoomByStrRoomId.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
            FAILED_OPERATION_ROOM_NOT_EXIST,
            INTERNAL_ERROR,
            INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR,
            INVALID_PARAMETER_ROOM_ID,
            INVALID_PARAMETER_SDK_APP_ID,
            INVALID_PARAMETER_VALUE_ROOM_ID,
            MISSING_PARAMETER_ROOM_ID,
            MISSING_PARAMETER_SDK_APP_ID,
            UNAUTHORIZED_OPERATION_SDK_APP_ID);

    private final RoomOrders orders;

    public record Request(
            @Meaning("The application.") @Range(min = 1, max = Forms.LAST_SDK_APP_ID) @Unsigned
            long sdkAppId,

            @Meaning("Id of the string room, at most 64 bytes.")
            @TextForm(
                    minLength = 1,
                    maxLength = Forms.ROOM_ID_BYTES,
                    aboveCode = "InvalidParameterValue.RoomId",
                    pattern = Forms.ROOM_ID,
                    described = Forms.ROOM_ID_WORDS)
            String roomId) {}

    public record Answer() {}

    public DismissRoomByStrRoomId(Applications applications, RoomAdministration rooms) {
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
        orders.dismiss(RoomOrders.room(request.sdkAppId(), request.roomId()), call);
        return new Answer();
    }
}
