package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.participant.RoomParticipant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The six actions on rooms through the official SDKs: their answer, and every error of spec/11 that can be caused. */
@ExtendWith(Stage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("DismissRoom")
@Tag("DismissRoomByStrRoomId")
@Tag("RemoveUser")
@Tag("RemoveUserByStrRoomId")
@Tag("SetUserBlocked")
@Tag("SetUserBlockedByStrRoomId")
final class RoomActionErrorsTest {

    private static final String LIMIT = "exceeds the frequency limit `20` for a second";
    private static final int DISMISSED = 4000;

    private final Map<SdkProgram, SdkProcess> processes = new EnumMap<>(SdkProgram.class);
    private final Endpoint endpoint;

    RoomActionErrorsTest(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @BeforeAll
    void start() {
        for (SdkProgram program : SdkProgram.values()) {
            processes.put(program, SdkProcess.start(program));
        }
    }

    @AfterAll
    void stop() {
        processes.values().forEach(SdkProcess::close);
    }

    /** Those for string rooms, then those for integer rooms; the last of each kind empties its room. */
    @ParameterizedTest
    @EnumSource
    void aSuccessIsARequestIdAndNothingElse(SdkProgram program) throws IOException {
        long number = ThreadLocalRandom.current().nextLong(1, 1L << 32);
        String text = Rooms.unused("lobby one");
        try (RoomGuests guests = new RoomGuests(endpoint)) {
            guests.enter("alice", entry -> entry.withRoom(number));
            guests.enter("alice", entry -> entry.withRoom(text));
            String integer = "'RoomId':" + number;
            String string = "'RoomId':'" + text + "'";
            List<List<String>> calls = List.of(
                    List.of("RemoveUser", integer + ",'UserIds':['bob']"),
                    List.of("RemoveUserByStrRoomId", string + ",'UserIds':['bob']"),
                    List.of("SetUserBlocked", integer + ",'UserId':'alice','IsMute':3"),
                    List.of("SetUserBlockedByStrRoomId", "'Str" + string.substring(1) + ",'UserId':'alice','IsMute':3"),
                    List.of("DismissRoom", integer),
                    List.of("DismissRoomByStrRoomId", string));
            for (List<String> call : calls) {
                SdkWay way = program.isJava() && call.getFirst().startsWith("Set") ? SdkWay.UNTYPED : SdkWay.TC3_POST;
                SdkOutcome outcome = call(program, way, call.getFirst(), "'SdkAppId':APP," + call.getLast());
                assertThat(outcome.exception()).as("%s: %s", call, outcome).isEmpty();
                assertThat(outcome.answer().propertyNames()).containsExactly("RequestId");
                RequestIds.mustBeFresh(outcome.requestId());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DismissRoom | 'SdkAppId':APP,'RoomId':1 | FailedOperation.RoomNotExist",
                "DismissRoom | 'SdkAppId':APP,'RoomId':'x' | InvalidParameter.RoomId",
                "DismissRoom | 'SdkAppId':APP,'RoomId':'' | InvalidParameter.RoomId",
                "DismissRoom | 'SdkAppId':'x','RoomId':1 | InvalidParameter.SdkAppId",
                "DismissRoom | 'SdkAppId':0,'RoomId':1 | InvalidParameter.SdkAppId",
                "DismissRoom | 'SdkAppId':APP,'RoomId':0 | InvalidParameterValue.RoomId",
                "DismissRoom | 'SdkAppId':APP,'RoomId':4294967296 | InvalidParameterValue.RoomId",
                "DismissRoom | 'SdkAppId':APP | MissingParameter.RoomId",
                "DismissRoom | 'RoomId':1 | MissingParameter.SdkAppId",
                "DismissRoom | 'SdkAppId':1499999999,'RoomId':1 | UnauthorizedOperation.SdkAppId",
                "DismissRoomByStrRoomId | 'SdkAppId':APP,'RoomId':'nobody' | FailedOperation.RoomNotExist",
                "DismissRoomByStrRoomId | 'SdkAppId':APP,'RoomId':'a/b' | InvalidParameter.RoomId",
                "DismissRoomByStrRoomId | 'SdkAppId':APP,'RoomId':'' | InvalidParameter.RoomId",
                "DismissRoomByStrRoomId | 'SdkAppId':0,'RoomId':'a' | InvalidParameter.SdkAppId",
                "DismissRoomByStrRoomId | 'SdkAppId':APP,'RoomId':'SIXTYFIVE' | InvalidParameterValue.RoomId",
                "DismissRoomByStrRoomId | 'SdkAppId':APP | MissingParameter.RoomId",
                "DismissRoomByStrRoomId | 'RoomId':'a' | MissingParameter.SdkAppId",
                "DismissRoomByStrRoomId | 'SdkAppId':1499999999,'RoomId':'a' | UnauthorizedOperation.SdkAppId",
                "RemoveUser | 'SdkAppId':APP,'RoomId':1,'UserIds':['a'] | FailedOperation.RoomNotExist",
                "RemoveUser | 'SdkAppId':APP,'RoomId':'x','UserIds':['a'] | InvalidParameter.RoomId",
                "RemoveUser | 'SdkAppId':0,'RoomId':1,'UserIds':['a'] | InvalidParameter.SdkAppId",
                "RemoveUser | 'SdkAppId':APP,'RoomId':1,'UserIds':[] | InvalidParameter.UserIds",
                "RemoveUser | 'SdkAppId':APP,'RoomId':1,'UserIds':[''] | InvalidParameter.UserIds",
                "RemoveUser | 'SdkAppId':APP,'RoomId':1,'UserIds':['LONG'] | InvalidParameter.UserIds",
                "RemoveUser | 'SdkAppId':APP,'RoomId':1,'UserIds':[ELEVEN] | InvalidParameter.UserIds",
                "RemoveUser | 'SdkAppId':APP,'RoomId':0,'UserIds':['a'] | InvalidParameterValue.RoomId",
                "RemoveUser | 'SdkAppId':APP,'UserIds':['a'] | MissingParameter.RoomId",
                "RemoveUser | 'RoomId':1,'UserIds':['a'] | MissingParameter.SdkAppId",
                "RemoveUser | 'SdkAppId':APP,'RoomId':1 | MissingParameter.UserIds",
                "RemoveUser | 'SdkAppId':1499999999,'RoomId':1,'UserIds':['a'] | UnauthorizedOperation.SdkAppId",
                "RemoveUserByStrRoomId | 'SdkAppId':APP,'RoomId':'x','UserIds':['a'] | FailedOperation.RoomNotExist",
                "RemoveUserByStrRoomId | 'SdkAppId':APP,'RoomId':'*','UserIds':['a'] | InvalidParameter.RoomId",
                "RemoveUserByStrRoomId | 'SdkAppId':0,'RoomId':'x','UserIds':['a'] | InvalidParameter.SdkAppId",
                "RemoveUserByStrRoomId | 'SdkAppId':APP,'RoomId':'x','UserIds':[] | InvalidParameter.UserIds",
                "RemoveUserByStrRoomId | 'SdkAppId':APP,'RoomId':'SIXTYFIVE','UserIds':['a']"
                        + " | InvalidParameterValue.RoomId",
                "RemoveUserByStrRoomId | 'SdkAppId':APP,'UserIds':['a'] | MissingParameter.RoomId",
                "RemoveUserByStrRoomId | 'RoomId':'x','UserIds':['a'] | MissingParameter.SdkAppId",
                "RemoveUserByStrRoomId | 'SdkAppId':APP,'RoomId':'x' | MissingParameter.UserIds",
                "RemoveUserByStrRoomId | 'SdkAppId':9,'RoomId':'x','UserIds':['a'] | UnauthorizedOperation.SdkAppId",
                "SetUserBlocked | 'SdkAppId':APP,'RoomId':1,'UserId':'a','IsMute':1 | FailedOperation.RoomNotExist",
                "SetUserBlocked | 'SdkAppId':9,'RoomId':1,'UserId':'a','IsMute':1 | FailedOperation.SdkAppIdNotExist",
                "SetUserBlocked | 'SdkAppId':APP,'RoomId':1,'UserId':'a','IsMute':'x' | InvalidParameter",
                "SetUserBlocked | 'SdkAppId':APP,'RoomId':'x','UserId':'a','IsMute':1 | InvalidParameter.RoomId",
                "SetUserBlocked | 'SdkAppId':0,'RoomId':1,'UserId':'a','IsMute':1 | InvalidParameter.SdkAppId",
                "SetUserBlocked | 'SdkAppId':APP,'RoomId':1,'UserId':'','IsMute':1 | InvalidParameter.UserId",
                "SetUserBlocked | 'SdkAppId':APP,'RoomId':0,'UserId':'a','IsMute':1 | InvalidParameterValue.RoomId",
                "SetUserBlocked | 'SdkAppId':APP,'RoomId':1,'UserId':'a','IsMute':4 | InvalidParameterValue",
                "SetUserBlocked | 'SdkAppId':APP,'UserId':'a','IsMute':1 | MissingParameter.RoomId",
                "SetUserBlocked | 'RoomId':1,'UserId':'a','IsMute':1 | MissingParameter.SdkAppId",
                "SetUserBlocked | 'SdkAppId':APP,'RoomId':1,'UserId':'a' | MissingParameter",
                "SetUserBlockedByStrRoomId | 'SdkAppId':APP,'StrRoomId':'x','UserId':'a','IsMute':0"
                        + " | FailedOperation.RoomNotExist",
                "SetUserBlockedByStrRoomId | 'SdkAppId':9,'StrRoomId':'x','UserId':'a','IsMute':0"
                        + " | FailedOperation.SdkAppIdNotExist",
                "SetUserBlockedByStrRoomId | 'SdkAppId':APP,'StrRoomId':'x','UserId':'a','IsMute':'on'"
                        + " | InvalidParameter",
                "SetUserBlockedByStrRoomId | 'SdkAppId':APP,'StrRoomId':'*','UserId':'a','IsMute':0"
                        + " | InvalidParameter.RoomId",
                "SetUserBlockedByStrRoomId | 'SdkAppId':0,'StrRoomId':'x','UserId':'a','IsMute':0"
                        + " | InvalidParameter.SdkAppId",
                "SetUserBlockedByStrRoomId | 'SdkAppId':APP,'StrRoomId':'x','UserId':'LONG','IsMute':0"
                        + " | InvalidParameter.UserId",
                "SetUserBlockedByStrRoomId | 'SdkAppId':APP,'StrRoomId':'x','UserId':'a' | MissingParameter",
                "SetUserBlockedByStrRoomId | 'SdkAppId':APP,'UserId':'a','IsMute':0 | MissingParameter.RoomId",
                "SetUserBlockedByStrRoomId | 'StrRoomId':'x','UserId':'a','IsMute':0 | MissingParameter.SdkAppId",
                "SetUserBlockedByStrRoomId | 'SdkAppId':APP,'StrRoomId':'x','IsMute':0 | MissingParameter.UserId",
            })
    void everyErrorIsTheSdksOwnException(String action, String parameters, String code) {
        call(SdkProgram.JAVA_3_1_682, SdkWay.UNTYPED, action, parameters).mustFailWith(code);
        call(SdkProgram.JAVA_3_1_1481, SdkWay.UNTYPED, action, parameters).mustFailWith(code);
        call(SdkProgram.NODE_COMMON, SdkWay.TC3_POST, action, parameters).mustFailWith(code);
        call(SdkProgram.NODE_INTERNATIONAL, SdkWay.TC3_POST, action, parameters).mustFailWith(code);
    }

    @ParameterizedTest
    @EnumSource
    void aUserWhoIsNotThereCannotBeBlocked(SdkProgram program) throws IOException {
        String room = Rooms.unused("blocked");
        String parameters = "'SdkAppId':APP,'StrRoomId':'" + room + "','UserId':'bob','IsMute':1";
        SdkWay way = program.isJava() ? SdkWay.UNTYPED : SdkWay.TC3_POST;
        try (RoomGuests guests = new RoomGuests(endpoint)) {
            guests.enter("alice", entry -> entry.withRoom(room));
            call(program, way, "SetUserBlockedByStrRoomId", parameters).mustFailWith("FailedOperation.UserNotExist");
        }
    }

    /** Also the forms that the older signature sends: lists as names with indexes, numbers as text. */
    @Test
    void listsArriveInEveryWayOfSending() throws IOException {
        long number = ThreadLocalRandom.current().nextLong(1, 1L << 32);
        String parameters = "'SdkAppId':APP,'RoomId':" + number + ",'UserIds':['alice','bob']";
        for (SdkWay way : List.of(SdkWay.TC3_GET, SdkWay.HMAC_SHA1_GET, SdkWay.HMAC_SHA256_POST)) {
            try (RoomGuests guests = new RoomGuests(endpoint)) {
                RoomParticipant bob =
                        guests.enter("bob", entry -> entry.withRoom(number)).person();
                SdkOutcome outcome = call(SdkProgram.JAVA_3_1_1481, way, "RemoveUser", parameters);
                assertThat(outcome.exception()).as("%s: %s", way, outcome).isEmpty();
                RoomActionsTest.mustBeOut(bob, "banned", DISMISSED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RemoveUser",
                "RemoveUserByStrRoomId",
                "DismissRoom",
                "DismissRoomByStrRoomId",
                "SetUserBlocked",
                "SetUserBlockedByStrRoomId"
            })
    void twentyCallsPassAtOnceAndSixtyDoNot(String action) {
        RawRequest call = Tc3Call.post(endpoint, action, "{}")
                .region(CallRegions.FOR_LIMITS)
                .signed();
        List<RawAnswer> answers = Burst.afterTheNextSecond(endpoint, new ArrayList<>(Collections.nCopies(60, call)));
        assertThat(answers.subList(0, 20)).noneMatch(RawAnswer::isLimited);
        answers.getLast().mustFailWith("RequestLimitExceeded");
        assertThat(answers.getLast().message()).contains(LIMIT);
    }

    private SdkOutcome call(SdkProgram program, SdkWay way, String action, String parameters) {
        SdkProcess process = processes.get(program);
        if (process == null) {
            throw new IllegalStateException(program + " was not started");
        }
        return process.call(new SdkCall(endpoint, program.region(), way, action, json(parameters)));
    }

    private JsonNode json(String parameters) {
        String eleven = String.join(",", Collections.nCopies(11, "'u'"));
        return JsonMapper.shared()
                .readTree("{"
                        + parameters
                                .replace("APP", Long.toString(endpoint.sdkAppId()))
                                .replace("SIXTYFIVE", "x".repeat(65))
                                .replace("LONG", "u".repeat(256))
                                .replace("ELEVEN", eleven)
                                .replace('\'', '"')
                        + "}");
    }
}
