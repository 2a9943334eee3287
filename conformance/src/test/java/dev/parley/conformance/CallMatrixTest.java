package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every official SDK run here, in every way it can sign and send, at both kinds of address (spec/07 §5). */
@ExtendWith(Stage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("DescribeTrtcUsage")
final class CallMatrixTest {

    /** A list, the largest room, text beyond ASCII and every character that clients escape differently. */
    private static final String REMOVE_USER = """
            {"SdkAppId":%d,"RoomId":4294967294,"UserIds":["u1","用户 2+&='*~()! ","ü%%41"]}""";

    /** Objects in lists in objects. */
    private static final String START_PUBLISH = """
            {"SdkAppId":%d,"RoomId":"4294967294","RoomIdType":0,"WithTranscoding":1,
             "AgentParams":{"UserId":"mixer & 混流","UserSig":"a+b/c=","MaxIdleTime":30},
             "AudioParams":{"AudioEncode":{"SampleRate":48000,"Channel":2,"BitRate":64,"Codec":0},
               "SubscribeAudioList":[{"UserInfo":{"RoomId":"1","RoomIdType":0,"UserId":"u1"}},
                                     {"UserInfo":{"RoomId":"2","RoomIdType":1,"UserId":"u 2"}}]},
             "VideoParams":{"VideoEncode":{"Width":1280,"Height":720,"Fps":15,"BitRate":1500,"Gop":2},
               "LayoutParams":{"MixLayoutMode":4,"PureAudioHoldPlaceMode":1,
                 "MixLayoutList":[{"UserMediaStream":{"StreamType":0,
                   "UserInfo":{"RoomId":"1","RoomIdType":0,"UserId":"u1"}},
                   "ImageWidth":640,"ImageHeight":720,"LocationX":0,"LocationY":0,"ZOrder":1}]}},
             "PublishCdnParams":[{"PublishCdnUrl":"rtmp://127.0.0.1/live/a?txSecret=1&t=2","IsTencentCdn":0},
                                 {"PublishCdnUrl":"rtmp://127.0.0.1/live/b","IsTencentCdn":1}]}""";

    private final Map<SdkProgram, SdkProcess> processes = new EnumMap<>(SdkProgram.class);
    private final Endpoint endpoint;

    CallMatrixTest(Endpoint endpoint) {
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

    record Case(SdkProgram program, SdkWay way, String host) {}

    /** The SDKs take turns, because the calls of each are limited on their own. */
    List<Case> everyWay() {
        List<Case> cases = new ArrayList<>();
        for (SdkWay way : SdkWay.values()) {
            for (String host : hosts()) {
                for (SdkProgram program : SdkProgram.values()) {
                    if (program.ways().contains(way)) {
                        cases.add(new Case(program, way, host));
                    }
                }
            }
        }
        return cases;
    }

    /** SDKs sign the host and the service they guess from it; a number and a name differ (spec/02 §3). */
    private List<String> hosts() {
        String host = endpoint.address().getHost();
        return host.equals("127.0.0.1") ? List.of(host, "localhost") : List.of(host);
    }

    @ParameterizedTest
    @EnumSource
    void theEditionIsTheOneThatIsMeant(SdkProgram program) {
        assertThat(process(program).edition()).isEqualTo(program.edition());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void anAnswerArrivesInTheSdksModel(Case which) {
        process(which.program()).call(usage(which)).mustBeUsage();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void listsLargeNumbersAndTextOfAnyKindAreSignedAlike(Case which) {
        process(which.program())
                .call(call(which, "RemoveUser", REMOVE_USER))
                .mustFailWith("FailedOperation.RoomNotExist");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void objectsInListsInObjectsAreSignedAlike(Case which) {
        process(which.program())
                .call(call(which, "StartPublishCdnStream", START_PUBLISH))
                .mustFailWith("UnsupportedOperation");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aWrongKeyIsNoticedInEveryWay(Case which) {
        process(which.program())
                .call(usage(which).signedWith("not-the-key"))
                .mustFailWith("AuthFailure.SignatureFailure");
    }

    @ParameterizedTest
    @EnumSource
    void aParameterThatIsRefusedIsTheSdksOwnException(SdkProgram program) {
        UsageParameters unknown = new UsageParameters(
                1_499_999_999L,
                UsageParameters.ofTwoDays(endpoint).first(),
                UsageParameters.ofTwoDays(endpoint).last());
        SdkCall call = new SdkCall(endpoint, program.region(), SdkWay.TC3_POST, UsageParameters.ACTION, unknown.tree());
        process(program).call(call).mustFailWith("InvalidParameter.SdkAppId");
    }

    @ParameterizedTest
    @EnumSource
    void noRegionIsTheServersOwn(SdkProgram program) {
        for (SdkWay way : List.of(SdkWay.TC3_POST, SdkWay.HMAC_SHA256_POST)) {
            SdkCall call = new SdkCall(
                    endpoint,
                    "",
                    way,
                    UsageParameters.ACTION,
                    UsageParameters.ofTwoDays(endpoint).tree());
            process(program).call(call).mustBeUsage();
        }
    }

    /** The request goes to one address and is signed for {@code trtc.tencentcloudapi.com} (spec/07 §2, 19). */
    @Test
    void theGatewayOptionOfJavaSignsTheOfficialName() {
        SdkProgram program = SdkProgram.JAVA_3_1_1481;
        for (SdkWay way : List.of(SdkWay.TC3_POST, SdkWay.TC3_GET)) {
            SdkCall call =
                    usage(new Case(program, way, "")).through(endpoint.address().getAuthority());
            process(program).call(call).mustBeUsage();
        }
    }

    private SdkCall usage(Case which) {
        return call(
                which,
                UsageParameters.ACTION,
                UsageParameters.ofTwoDays(endpoint).tree());
    }

    private SdkCall call(Case which, String action, String parameters) {
        return call(which, action, JsonMapper.shared().readTree(parameters.formatted(endpoint.sdkAppId())));
    }

    private SdkCall call(Case which, String action, JsonNode parameters) {
        boolean isItself =
                which.host().isEmpty() || which.host().equals(endpoint.address().getHost());
        Endpoint named = isItself ? endpoint : endpoint.withHost(which.host());
        return new SdkCall(named, which.program().region(), which.way(), action, parameters);
    }

    private SdkProcess process(SdkProgram program) {
        SdkProcess process = processes.get(program);
        if (process == null) {
            throw new IllegalStateException(program + " was not started");
        }
        return process;
    }
}
