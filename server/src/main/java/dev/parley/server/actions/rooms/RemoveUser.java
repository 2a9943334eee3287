package dev.parley.server.actions.rooms;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_ROOM_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_GET_ROOM_FROM_CACHE_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_USER_IDS;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_VALUE_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_USER_IDS;
import static dev.parley.protocol.errors.ApiError.UNAUTHORIZED_OPERATION_SDK_APP_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.actions.Forms;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.RoomAdministration;
import java.util.List;

/** Makes users leave an integer room (spec/11 §2). */
public final class RemoveUser implements Action<RemoveUser.Request, RemoveUser.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
            FAILED_OPERATION_ROOM_NOT_EXIST,
            INTERNAL_ERROR,
            INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR,
            INTERNAL_ERROR_GET_ROOM_FROM_CACHE_ERROR,
            INVALID_PARAMETER_ROOM_ID,
            INVALID_PARAMETER_SDK_APP_ID,
            INVALID_PARAMETER_USER_IDS,
            INVALID_PARAMETER_VALUE_ROOM_ID,
            MISSING_PARAMETER_ROOM_ID,
            MISSING_PARAMETER_SDK_APP_ID,
            MISSING_PARAMETER_USER_IDS,
            UNAUTHORIZED_OPERATION_SDK_APP_ID);

    private final RoomOrders orders;

    public record Request(
            @Meaning("The application.") @Range(min = 1, max = Forms.LAST_SDK_APP_ID) @Unsigned
            long sdkAppId,

            @Meaning("Number of the room.") @Range(min = 1, max = Forms.LAST_ROOM_NUMBER) @Unsigned
            long roomId,

            @Meaning("Who has to leave, 1 to 10; users who are not in the room are passed over.")
            @ItemCount(min = 1, max = 10)
            @TextForm(
                    minLength = 1,
                    maxLength = Forms.USER_ID_BYTES,
                    pattern = Forms.USER_ID,
                    described = Forms.USER_ID_WORDS)
            List<String> userIds) {}

    public record Answer() {}

    public RemoveUser(Applications applications, RoomAdministration rooms) {
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
        orders.removeUsers(RoomOrders.room(request.sdkAppId(), request.roomId()), request.userIds(), call);
        return new Answer();
    }
}
