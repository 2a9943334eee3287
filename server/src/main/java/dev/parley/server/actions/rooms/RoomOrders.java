package dev.parley.server.actions.rooms;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_ROOM_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_USER_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR;
import static dev.parley.protocol.errors.ApiError.SERVICE_UNAVAILABLE;
import static dev.parley.protocol.errors.ApiError.UNAUTHORIZED_OPERATION_SDK_APP_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.server.actions.Call;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.RoomAdministration;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the actions on integer rooms and their twins on string rooms have in common: whether the application is the
 * caller's, then the order to the room, which is carried out before the call is answered (spec/11 §4, steps 4, 6 and
 * 7). Every failure is an {@link ApiException} with a code that the action lists. Safe for use by any thread; blocks.
 */
final class RoomOrders {

    /** Longer than any room is busy, shorter than the SDKs wait for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final String NO_ANSWER =
            "The room does not answer; what was asked may still happen. Look, then try again.";

    private final Applications applications;
    private final RoomAdministration rooms;
    private final ActionErrors errors;
    private final Duration patience;

    /** @param errors the action's, which choose between the codes for one and the same failure */
    RoomOrders(Applications applications, RoomAdministration rooms, ActionErrors errors) {
        this(applications, rooms, errors, PATIENCE);
    }

    RoomOrders(Applications applications, RoomAdministration rooms, ActionErrors errors, Duration patience) {
        this.applications = applications;
        this.rooms = rooms;
        this.errors = errors;
        this.patience = patience;
    }

    static RoomKey room(long sdkAppId, long number) {
        return new RoomKey(sdkAppId, RoomKind.INT, Long.toString(number));
    }

    static RoomKey room(long sdkAppId, String text) {
        return new RoomKey(sdkAppId, RoomKind.STR, text);
    }

    void dismiss(RoomKey room, Call call) {
        requireOwn(room.sdkAppId(), call);
        requireRoom(answer(rooms.dismiss(room)), room);
    }

    /** Users named twice leave once, users who are not there are passed over (spec/11 §2). */
    void removeUsers(RoomKey room, List<String> userIds, Call call) {
        requireOwn(room.sdkAppId(), call);
        requireRoom(answer(rooms.removeUsers(room, new LinkedHashSet<>(userIds))), room);
    }

    /** @param isMute 0 allows both, 1 blocks both, 2 blocks audio, 3 blocks video (spec/11 §3) */
    void setBlocked(RoomKey room, String userId, long isMute, Call call) {
        requireOwn(room.sdkAppId(), call);
        boolean audio = isMute == 1 || isMute == 2;
        boolean video = isMute == 1 || isMute == 3;
        switch (answer(rooms.setBlocked(room, userId, audio, video))) {
            case DONE -> {}
            case NO_ROOM -> requireRoom(false, room);
            case NO_USER ->
                throw new ApiException(
                        FAILED_OPERATION_USER_NOT_EXIST,
                        "The user `" + userId + "` is not in the " + described(room) + ".");
        }
    }

    private void requireOwn(long sdkAppId, Call call) {
        Optional<Application> application = applications.find(sdkAppId);
        if (application.isEmpty() && errors.lists(FAILED_OPERATION_SDK_APP_ID_NOT_EXIST)) {
            throw new ApiException(
                    FAILED_OPERATION_SDK_APP_ID_NOT_EXIST, "The application " + sdkAppId + " does not exist.");
        }
        if (application.isEmpty() || application.get().accountId() != call.accountId()) {
            throw new ApiException(
                    UNAUTHORIZED_OPERATION_SDK_APP_ID,
                    "The application " + sdkAppId + " is not one of the account that the key belongs to.");
        }
    }

    private static void requireRoom(boolean exists, RoomKey room) {
        if (!exists) {
            throw new ApiException(
                    FAILED_OPERATION_ROOM_NOT_EXIST, "Nobody is in the " + described(room) + ": it does not exist.");
        }
    }

    private static String described(RoomKey room) {
        return (room.kind() == RoomKind.INT ? "integer room `" : "string room `") + room.id() + "`";
    }

    private <T> T answer(CompletableFuture<T> order) {
        try {
            return order.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new ApiException(unreachable(), NO_ANSWER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ApiException(SERVICE_UNAVAILABLE);
        } catch (ExecutionException failure) {
            throw new ApiException(INTERNAL_ERROR, failure);
        }
    }

    private ApiError unreachable() {
        return errors.lists(INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR)
                ? INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR
                : INTERNAL_ERROR;
    }
}
