package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions that are known and not built yet say so only to calls that are right in everything else. */
@ExtendWith(Stage.class)
final class UnbuiltActionsTest {

    private static final String WORDS = "exceeds the frequency limit `20` for a second";

    private final Endpoint endpoint;

    UnbuiltActionsTest(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StartPublishCdnStream | {'SdkAppId':1,'RoomId':'1','RoomIdType':0} | MissingParameter",
                "DescribeRoomInfo | {'SdkAppId':1,'StartTime':1} | MissingParameter.EndTs"
            })
    void parametersAreCheckedFirst(String action, String json, String code) {
        RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, action, json.replace('\'', '"'))
                        .signed())
                .mustFailWith(code);
    }

    @Test
    void unknownNamesInNestedObjectsAreRefused() {
        RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, "StartPublishCdnStream", """
                                {"SdkAppId":1,"RoomId":"1","RoomIdType":0,"WithTranscoding":0,
                                 "AgentParams":{"UserId":"u","Bogus":1}}""")
                        .signed())
                .mustFailWith("UnknownParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE!", "2", "Maybe"})
    void whatIsNoBooleanIsRefused(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SdkAppId", Long.toString(endpoint.sdkAppId()));
        parameters.put("RoomId", "1");
        parameters.put("RoomIdType", "1");
        parameters.put("UserId", "u");
        parameters.put("UserSig", "eJ");
        parameters.put("AutoPush", text);
        RawAnswer answer = RawConnection.ask(endpoint, () -> HmacCall.post(endpoint, "StartStreamIngest", parameters)
                .signed());
        assertThat(answer.code()).startsWith("InvalidParameter");
    }

    @Test
    void theRegionIsCheckedFirst() {
        RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, "DescribeRoomInfo", "{}")
                        .region("eu-atlantis")
                        .signed())
                .mustFailWith("UnsupportedRegion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeRoomInfo", "CreateCloudRecording", "StopPublishCdnStream"})
    void twentyCallsPassAtOnceAndSixtyDoNot(String action) {
        RawRequest call = Tc3Call.post(endpoint, action, "{}")
                .region(CallRegions.FOR_LIMITS)
                .signed();
        List<RawAnswer> answers = Burst.afterTheNextSecond(endpoint, new ArrayList<>(Collections.nCopies(60, call)));
        assertThat(answers.subList(0, 20)).noneMatch(RawAnswer::isLimited);
        answers.getLast().mustFailWith("RequestLimitExceeded");
        assertThat(answers.getLast().message()).contains(WORDS);
    }
}
