package dev.parley.server.actions.rooms;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_ROOM_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_USER_NOT_EXIST;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR;
import static dev.parley.protocol.errors.ApiError.UNAUTHORIZED_OPERATION_SDK_APP_ID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.parameters.JsonParameters;
import dev.parley.protocol.parameters.RequestBinder;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.actions.usage.KnownApplications;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The six actions on rooms that are names in a map (spec/11). */
@Tag("DismissRoom")
@Tag("DismissRoomByStrRoomId")
@Tag("RemoveUser")
@Tag("RemoveUserByStrRoomId")
@Tag("SetUserBlocked")
@Tag("SetUserBlockedByStrRoomId")
class RoomActionsTest {

    private static final RoomKey NUMBER = new RoomKey(7, RoomKind.INT, "4711");
    private static final RoomKey TEXT = new RoomKey(7, RoomKind.STR, "4711");
    private static final Call CALL = new Call(100, 100, "ap-guangzhou", "id", Instant.EPOCH);

    private final KnownApplications applications =
            new KnownApplications().with(7, 100).with(8, 200);
    private final KnownRooms rooms =
            new KnownRooms().with(NUMBER, "alice", "bob").with(TEXT, "alice", "bob");

    @ParameterizedTest
    @CsvSource({
        "DismissRoom, 'SdkAppId:7,RoomId:4711', dismiss 7/#4711",
        "DismissRoomByStrRoomId, 'SdkAppId:7,RoomId:`4711`', dismiss 7/4711",
        "RemoveUser, 'SdkAppId:7,RoomId:4711,UserIds:[`bob`]', remove [bob] from 7/#4711",
        "RemoveUserByStrRoomId, 'SdkAppId:7,RoomId:`4711`,UserIds:[`bob`]', remove [bob] from 7/4711",
        "SetUserBlocked, 'SdkAppId:7,RoomId:4711,UserId:`bob`,IsMute:2',"
                + " block bob in 7/#4711 audio true video false",
        "SetUserBlockedByStrRoomId, 'SdkAppId:7,StrRoomId:`4711`,UserId:`bob`,IsMute:2',"
                + " block bob in 7/4711 audio true video false",
    })
    void ordersTheRoomOfItsKindAndAnswersNothing(String action, String parameters, String order) {
        Record answer = call(action, parameters);

        assertThat(rooms.orders).containsExactly(order);
        assertThat(answer.getClass().getRecordComponents()).isEmpty();
    }

    @Test
    void dismissesOneOfTwoRoomsOfTheSameDigits() {
        call("DismissRoom", "SdkAppId:7,RoomId:4711");

        assertThat(rooms.users).containsOnlyKeys(TEXT);
    }

    /** Users who are not there are passed over; the same again succeeds while the room lives (spec/11 §2). */
    @Test
    void removesThoseWhoAreThere() {
        for (int again = 0; again < 2; again++) {
            call("RemoveUser", "SdkAppId:7,RoomId:4711,UserIds:[`bob`,`carol`,`bob`]");
        }

        assertThat(rooms.users.get(NUMBER)).containsExactly("alice");
        assertThat(rooms.users.get(TEXT)).containsExactly("alice", "bob");
        assertThat(rooms.orders).containsOnly("remove [bob, carol] from 7/#4711");
    }

    @ParameterizedTest
    @CsvSource({"0, false, false", "1, true, true", "2, true, false", "3, false, true"})
    void readsTheFourValuesOfIsMute(long isMute, boolean audio, boolean video) {
        call("SetUserBlocked", "SdkAppId:7,RoomId:4711,UserId:`alice`,IsMute:" + isMute);

        assertThat(rooms.orders).containsExactly("block alice in 7/#4711 audio " + audio + " video " + video);
    }

    @ParameterizedTest
    @CsvSource({
        "DismissRoom, 'RoomId:1', integer room `1`",
        "DismissRoomByStrRoomId, 'RoomId:`lobby`', string room `lobby`",
        "RemoveUser, 'RoomId:1,UserIds:[`bob`]', integer room `1`",
        "RemoveUserByStrRoomId, 'RoomId:`lobby`,UserIds:[`bob`]', string room `lobby`",
        "SetUserBlocked, 'RoomId:1,UserId:`bob`,IsMute:1', integer room `1`",
        "SetUserBlockedByStrRoomId, 'StrRoomId:`lobby`,UserId:`bob`,IsMute:1', string room `lobby`",
    })
    void doesNotFindARoomThatIsNotThere(String action, String parameters, String named) {
        assertRefused(action, "SdkAppId:7," + parameters, FAILED_OPERATION_ROOM_NOT_EXIST, named);
    }

    @ParameterizedTest
    @CsvSource({"SetUserBlocked, RoomId:4711", "SetUserBlockedByStrRoomId, StrRoomId:`4711`"})
    void doesNotBlockAUserWhoIsNotThere(String action, String room) {
        assertRefused(
                action, "SdkAppId:7," + room + ",UserId:`carol`,IsMute:1", FAILED_OPERATION_USER_NOT_EXIST, "`carol`");
    }

    /** Unknown applications have a code of their own where the action lists one (spec/11 §3). */
    @ParameterizedTest
    @CsvSource({
        "DismissRoom, 'RoomId:4711', false",
        "DismissRoomByStrRoomId, 'RoomId:`4711`', false",
        "RemoveUser, 'RoomId:4711,UserIds:[`bob`]', false",
        "RemoveUserByStrRoomId, 'RoomId:`4711`,UserIds:[`bob`]', false",
        "SetUserBlocked, 'RoomId:4711,UserId:`bob`,IsMute:1', true",
        "SetUserBlockedByStrRoomId, 'StrRoomId:`4711`,UserId:`bob`,IsMute:1', true",
    })
    void takesOrdersForTheCallersApplicationsOnly(String action, String parameters, boolean tellsUnknown) {
        assertRefused(action, "SdkAppId:8," + parameters, UNAUTHORIZED_OPERATION_SDK_APP_ID, "8");
        assertRefused(
                action,
                "SdkAppId:9," + parameters,
                tellsUnknown ? FAILED_OPERATION_SDK_APP_ID_NOT_EXIST : UNAUTHORIZED_OPERATION_SDK_APP_ID,
                "9");
        assertThat(rooms.orders).isEmpty();
    }

    /** The tables of spec/11, and the order of spec/11 §4: what is wrong first is told. */
    @ParameterizedTest
    @CsvSource({
        "DismissRoom, '', MissingParameter.SdkAppId",
        "DismissRoom, 'RoomId:`x`', MissingParameter.SdkAppId",
        "DismissRoom, 'SdkAppId:0,RoomId:0', InvalidParameter.SdkAppId",
        "DismissRoom, 'SdkAppId:`x`,RoomId:0', InvalidParameter.SdkAppId",
        "DismissRoom, 'SdkAppId:-1,RoomId:0', InvalidParameter.SdkAppId",
        "DismissRoom, 'SdkAppId:9', MissingParameter.RoomId",
        "DismissRoom, 'SdkAppId:9,RoomId:`lobby`', InvalidParameter.RoomId",
        "DismissRoom, 'SdkAppId:9,RoomId:``', InvalidParameter.RoomId",
        "DismissRoom, 'SdkAppId:9,RoomId:0', InvalidParameterValue.RoomId",
        "DismissRoom, 'SdkAppId:9,RoomId:4294967296', InvalidParameterValue.RoomId",
        "DismissRoomByStrRoomId, 'SdkAppId:9,RoomId:4711', InvalidParameter.RoomId",
        "DismissRoomByStrRoomId, 'SdkAppId:9,RoomId:``', InvalidParameter.RoomId",
        "DismissRoomByStrRoomId, 'SdkAppId:9,RoomId:`a/b`', InvalidParameter.RoomId",
        "RemoveUser, 'SdkAppId:9,RoomId:1', MissingParameter.UserIds",
        "RemoveUser, 'SdkAppId:9,RoomId:1,UserIds:`bob`', InvalidParameter.UserIds",
        "RemoveUser, 'SdkAppId:9,RoomId:1,UserIds:[]', InvalidParameter.UserIds",
        "RemoveUser, 'SdkAppId:9,RoomId:1,UserIds:[1]', InvalidParameter.UserIds",
        "RemoveUser, 'SdkAppId:9,RoomId:1,UserIds:[``]', InvalidParameter.UserIds",
        "RemoveUserByStrRoomId, 'SdkAppId:9,RoomId:`a`', MissingParameter.UserIds",
        "SetUserBlocked, 'SdkAppId:9,RoomId:1,IsMute:1', MissingParameter",
        "SetUserBlocked, 'SdkAppId:9,RoomId:1,UserId:`bob`', MissingParameter",
        "SetUserBlocked, 'SdkAppId:9,RoomId:1,UserId:``,IsMute:9', InvalidParameter.UserId",
        "SetUserBlocked, 'SdkAppId:9,RoomId:1,UserId:`bob`,IsMute:`x`', InvalidParameter",
        "SetUserBlocked, 'SdkAppId:9,RoomId:1,UserId:`bob`,IsMute:4', InvalidParameterValue",
        "SetUserBlocked, 'SdkAppId:9,RoomId:0,UserId:`bob`,IsMute:4', InvalidParameterValue.RoomId",
        "SetUserBlockedByStrRoomId, 'SdkAppId:9,UserId:`bob`,IsMute:1', MissingParameter.RoomId",
        "SetUserBlockedByStrRoomId, 'SdkAppId:9,StrRoomId:`a*`,UserId:``,IsMute:1', InvalidParameter.RoomId",
        "SetUserBlockedByStrRoomId, 'SdkAppId:9,StrRoomId:`a`,IsMute:1', MissingParameter.UserId",
        "SetUserBlockedByStrRoomId, 'SdkAppId:9,StrRoomId:`a`,UserId:`b`', MissingParameter",
        "SetUserBlockedByStrRoomId, 'SdkAppId:9,RoomId:`a`,UserId:`b`,IsMute:1', UnknownParameter",
    })
    void checksParametersBeforeOwnership(String action, String parameters, String code) {
        assertThatThrownBy(() -> call(action, parameters))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(code));
    }

    @Test
    void measuresRoomsInBytes() {
        call("RemoveUserByStrRoomId", "SdkAppId:7,RoomId:`4711`,UserIds:[" + "`u`,".repeat(9) + "`u`]");

        assertThatThrownBy(() -> call("DismissRoomByStrRoomId", "SdkAppId:7,RoomId:`" + "x".repeat(65) + "`"))
                .extracting("error")
                .isEqualTo(ApiError.INVALID_PARAMETER_VALUE_ROOM_ID);
        assertThatThrownBy(() -> call(
                        "RemoveUserByStrRoomId", "SdkAppId:7,RoomId:`4711`,UserIds:[" + "`u`,".repeat(10) + "`u`]"))
                .extracting("error")
                .isEqualTo(ApiError.INVALID_PARAMETER_USER_IDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DismissRoom", "DismissRoomByStrRoomId"})
    void hidesWhyARoomFailed(String action) {
        rooms.answer(CompletableFuture.failedFuture(new IllegalStateException("a broken invariant")));

        assertThatThrownBy(() -> call(action, "SdkAppId:7,RoomId:" + (action.endsWith("Id") ? "`4711`" : "4711")))
                .isInstanceOfSatisfying(
                        ApiException.class, failed -> assertThat(failed.error()).isEqualTo(INTERNAL_ERROR))
                .hasMessageNotContaining("invariant")
                .hasRootCauseMessage("a broken invariant");
    }

    /** Only some actions list a code for it (spec/11 §1 to §3). */
    @Test
    void doesNotWaitForeverForARoom() {
        rooms.answer(new CompletableFuture<>());

        assertThatThrownBy(() ->
                        impatient(new DismissRoom(applications, rooms).errors()).dismiss(NUMBER, CALL))
                .extracting("error")
                .isEqualTo(INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR);
        assertThatThrownBy(() -> impatient(new SetUserBlocked(applications, rooms).errors())
                        .setBlocked(NUMBER, "alice", 1, CALL))
                .extracting("error")
                .isEqualTo(INTERNAL_ERROR);
    }

    private RoomOrders impatient(ActionErrors errors) {
        return new RoomOrders(applications, rooms, errors, Duration.ofMillis(1));
    }

    private void assertRefused(String action, String parameters, ApiError error, String hint) {
        assertThatThrownBy(() -> call(action, parameters))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.error())
                        .isEqualTo(error))
                .hasMessageContaining(hint);
    }

    /** @param parameters JSON without braces, names without quotes and texts in backquotes */
    private Record call(String action, String parameters) {
        String json = "{" + parameters.replaceAll("([A-Za-z]+):", "\"$1\":").replace('`', '"') + "}";
        return RoomActions.of(applications, rooms).stream()
                .filter(each -> each.name().equals(action))
                .map(each -> handled(each, json))
                .findFirst()
                .orElseThrow();
    }

    private static <Q extends Record, A extends Record> A handled(Action<Q, A> action, String json) {
        Q request = new RequestBinder<>(action.requestType(), action.errors())
                .bind(JsonParameters.parse(json.getBytes(UTF_8)));
        return action.handle(request, CALL);
    }
}
