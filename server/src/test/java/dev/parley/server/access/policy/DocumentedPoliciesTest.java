package dev.parley.server.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.access.policy.Decision.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented examples of spec/04 §5 and what they decide. */
class DocumentedPoliciesTest {

    private static final String ONE = "\"qcs::trtc::uin/12345678:sdkappid/1400000001\"";
    private static final String TWO =
            "[\"qcs::trtc::uin/12345678:sdkappid/1400000001\",\"qcs::trtc::uin/12345678:sdkappid/1400000002\"]";
    private static final String ALL = "\"qcs::trtc::uin/12345678:sdkappid/*\"";
    private static final String EXAMPLE_3 = """
            {"version":"2.0","statement":[
             {"effect":"allow","action":["name/trtc:*"],"resource":["qcs::trtc::uin/12345678:sdkappid/1400000001",\
            "qcs::trtc::uin/12345678:sdkappid/1400000002"]},
             {"effect":"deny","action":["name/trtc:RemoveUser"],\
            "resource":["qcs::trtc::uin/12345678:sdkappid/1400000001"]}]}
            """;
    private static final String EXAMPLE_4 = """
            {"version":"2.0","statement":[{"effect":"allow","action":"trtc:*","resource":"*",
             "condition":{"ip_equal":{"qcs:ip":["10.217.182.3/24","111.21.33.72/24"]}}}]}
            """;

    private static final List<String> ACTIONS_IN_SCOPE = List.of(
            "SetUserBlockedByStrRoomId",
            "SetUserBlocked",
            "RemoveUser",
            "DismissRoom",
            "RemoveUserByStrRoomId",
            "DismissRoomByStrRoomId",
            "DescribeRoomInfo",
            "DescribeUserEvent",
            "DescribeCallDetailInfo",
            "DescribeUserInfo",
            "DescribeScaleInfo",
            "StartStreamIngest",
            "StopStreamIngest",
            "DescribeStreamIngest",
            "CreateCloudRecording",
            "DescribeCloudRecording",
            "ModifyCloudRecording",
            "DeleteCloudRecording",
            "UpdatePublishCdnStream",
            "StartPublishCdnStream",
            "StopPublishCdnStream",
            "DescribeTrtcUsage",
            "DescribeRecordingUsage",
            "DescribeMixTranscodingUsage",
            "DescribeRelayUsage",
            "DescribeTrtcRoomUsage");

    @Test
    void resourceListsCoverWhatTheyName() {
        String all = Asked.policy("allow", "\"trtc:*\"", ALL);
        String one = Asked.policy("allow", "\"trtc:*\"", ONE);
        String two = Asked.policy("allow", "\"trtc:*\"", TWO);

        for (long app = 1400000000L; app <= 1400000002L; app++) {
            Asked asked = Asked.about("DismissRoom", app);
            assertThat(asked.isAllowedBy(all)).isTrue();
            assertThat(asked.isAllowedBy(one)).isEqualTo(app == 1400000001L);
            assertThat(asked.isAllowedBy(two)).isEqualTo(app != 1400000000L);
        }
    }

    @Test
    void actionListsCoverWhatTheyName() {
        Asked remove = Asked.about("RemoveUser", 1400000000L);
        Asked list = Asked.about("DescribeAppStatList", 1400000000L);

        assertThat(remove.isAllowedBy(Asked.policy("allow", "[\"name/trtc:*\"]", "\"*\"")))
                .isTrue();
        String describe = Asked.policy("allow", "\"name/trtc:DescribeAppStatList\"", ALL);
        assertThat(remove.isAllowedBy(describe)).isFalse();
        assertThat(list.isAllowedBy(describe)).isTrue();
        String both =
                Asked.policy("allow", "[\"name/trtc:DescribeAppStatList\",\"name/trtc:DescribeSdkAppInfo\"]", ALL);
        assertThat(list.isAllowedBy(both)).isTrue();
        assertThat(Asked.about("DescribeSdkAppInfo", 1400000000L).isAllowedBy(both))
                .isTrue();
        assertThat(remove.isAllowedBy(both)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "RemoveUser, 1400000001, EXPLICIT_DENY",
        "RemoveUser, 1400000002, ALLOWED",
        "RemoveUserByStrRoomId, 1400000001, ALLOWED",
        "DismissRoom, 1400000001, ALLOWED",
        "DismissRoom, 1400000000, NO_MATCH",
        "RemoveUser, 1400000000, NO_MATCH",
        "DescribeTrtcUsage, , NO_MATCH"
    })
    void everythingInTwoApplicationsButOneActionInOne(String action, Long app, Reason reason) {
        assertThat(Asked.about(action, app).of(EXAMPLE_3).reason()).isEqualTo(reason);
    }

    @Test
    void theDecisionNamesTheStatementThatMadeIt() {
        Decision denied = Asked.about("RemoveUser", 1400000001L).of(EXAMPLE_4, EXAMPLE_3);

        assertThat(denied.statement())
                .isEqualTo(new Decision.DecidingStatement(
                        "policy-1",
                        "user ann",
                        1,
                        "{\"effect\":\"deny\",\"action\":[\"name/trtc:RemoveUser\"],\"resource\":[" + ONE + "]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.217.182.0, true",
        "10.217.182.255, true",
        "111.21.33.1, true",
        "10.217.183.3, false",
        "111.21.32.72, false",
        "::ffff:10.217.182.3, true",
        "2001:db8::1, false"
    })
    void onlyFromTwoNetworksWhoseHostBitsAreMasked(String address, boolean allowed) {
        assertThat(Asked.about("RemoveUser", 1L).from(address).isAllowedBy(EXAMPLE_4))
                .isEqualTo(allowed);
    }

    @Test
    void presetsAllowWhatTheirNamesSay() {
        PolicySet full = preset("QcloudTRTCFullAccess");
        PolicySet readOnly = preset("QcloudTRTCReadonlyAccess");
        PolicySet administrator = preset("AdministratorAccess");

        assertThat(ACTIONS_IN_SCOPE).hasSize(26).doesNotHaveDuplicates();
        for (String action : ACTIONS_IN_SCOPE) {
            for (Long app : new Long[] {1400000000L, null}) {
                Question question = Asked.about(action, app).question();
                assertThat(full.decide(Asked.CALLER, question).isAllowed())
                        .as(action)
                        .isTrue();
                assertThat(administrator.decide(Asked.CALLER, question).isAllowed())
                        .as(action)
                        .isTrue();
                assertThat(readOnly.decide(Asked.CALLER, question).isAllowed())
                        .as(action)
                        .isEqualTo(action.startsWith("Describe"));
            }
        }
    }

    private static PolicySet preset(String name) {
        Policy policy = PresetPolicy.named(name).orElseThrow().policy();
        return PolicySet.of(List.of(new AttachedPolicy(name, "user ann", policy)));
    }

    @Test
    void theOwnerMayAlways() {
        String denyAll = Asked.policy("deny", "\"*\"", "\"*\"");
        Decision decision = Asked.set(denyAll)
                .decide(
                        new Caller(Asked.OWNER, Asked.OWNER),
                        Asked.about("RemoveUser").question());

        assertThat(decision.reason()).isEqualTo(Reason.ROOT);
        assertThat(decision.isAllowed()).isTrue();
    }

    @Test
    void aDenyInOnePolicyBeatsAnAllowInAnother() {
        String allow = Asked.policy("allow", "\"*\"", "\"*\"");
        String deny = Asked.policy("deny", "\"trtc:Remove*\"", ALL);

        assertThat(Asked.about("RemoveUser", 5L).of(allow, deny).reason()).isEqualTo(Reason.EXPLICIT_DENY);
        assertThat(Asked.about("RemoveUser", 5L).of(deny, allow).reason()).isEqualTo(Reason.EXPLICIT_DENY);
        assertThat(Asked.about("DismissRoom", 5L).isAllowedBy(allow, deny)).isTrue();
    }

    @Test
    void whoHasNoPolicyMayNothing() {
        Decision decision = Asked.about("RemoveUser", 5L).of();

        assertThat(decision.reason()).isEqualTo(Reason.NO_MATCH);
        assertThat(decision.isAllowed()).isFalse();
        assertThat(decision.nearMisses()).isEmpty();
    }

    @Test
    void whatNearlyMatchedIsExplainedNearestFirst() {
        String otherAction = Asked.policy("allow", "\"trtc:DismissRoom\"", "\"*\"");
        String otherResource = Asked.policy("allow", "\"trtc:*\"", ONE);
        Decision decision =
                Asked.about("RemoveUser", 1400000000L).from("192.0.2.1").of(otherAction, otherResource, EXAMPLE_4);

        assertThat(decision.nearMisses()).hasSize(2);
        assertThat(decision.nearMisses().get(0).policy()).isEqualTo("policy-2");
        assertThat(decision.nearMisses().get(0).why()).contains("ip_equal on qcs:ip", "192.0.2.1", "10.217.182.3/24");
        assertThat(decision.nearMisses().get(1).policy()).isEqualTo("policy-1");
        assertThat(decision.nearMisses().get(1).why()).contains("sdkappid/1400000000");
    }

    @Test
    void whatNearlyMatchedIsExplainedOnOneLineWhateverThePolicySays() {
        Decision decision =
                Asked.about("RemoveUser").of(Asked.when("{\"string_equal\":{\"qcs:uin\":\"1\\n\\u001b[31m2\"}}"));

        assertThat(decision.nearMisses().getFirst().why()).endsWith("the policy says 1??[31m2");
    }

    @Test
    void aDenialReadsAsInTheCloud() {
        String id = "7bdd8c92-ab41-4e10-80e5-6b928a207420";

        assertThat(Denial.message(
                        id, Asked.CALLER, Asked.about("RemoveUser", 1400000001L).question()))
                .isEqualTo("[request id:" + id
                        + "]you are not authorized to perform operation (trtc:RemoveUser)\n"
                        + "resource (qcs::trtc::uin/12345678:sdkappid/1400000001) has no permission");
        assertThat(Denial.message(
                        id, Asked.CALLER, Asked.about("DescribeTrtcUsage").question()))
                .endsWith("resource (*) has no permission");
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "*:*, true",
        "name/*, true",
        "trtc:*, true",
        "TRTC:*, true",
        "name/trtc:*, true",
        "trtc:Remove*, true",
        "trtc:*User*, true",
        "trtc:R*e*U*r, true",
        "trtc:RemoveUser, true",
        "trtc:removeuser, false",
        "trtc:RemoveUse, false",
        "trtc:*Room*, false",
        "cos:*, false",
        "permit/trtc:*, false",
        "actionName/trtc:RemoveUser, false",
        "permit/*, false"
    })
    void actionsMatchByServiceAndName(String action, boolean matches) {
        assertThat(Asked.about("RemoveUser", 5L).isAllowedBy(Asked.policy("allow", "\"" + action + "\"", "\"*\"")))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "qcs::trtc::uin/12345678:sdkappid/1400000001, true",
        "qcs:id/0:trtc::uin/12345678:sdkappid/1400000001, true",
        "qcs::trtc::uin/:sdkappid/1400000001, true",
        "qcs::trtc::uin/*:sdkappid/1400000001, true",
        "qcs::trtc::*:sdkappid/1400000001, true",
        "qcs::trtc:::sdkappid/1400000001, true",
        "qcs::trtc::uid/12345678:sdkappid/1400000001, true",
        "qcs::trtc::uin/87654321:sdkappid/1400000001, false",
        "qcs::trtc::uid/87654321:sdkappid/1400000001, false",
        "qcs::*::uin/:sdkAppId/1400000001, true",
        "qcs::TRTC::uin/:SDKAPPID/14*1, true",
        "qcs::cos::uin/:sdkappid/1400000001, false",
        "qcs::trtc:ap-guangzhou:uin/:sdkappid/1400000001, true",
        "qcs::trtc:*:uin/:sdkappid/1400000001, true",
        "qcs::trtc:ap-beijing:uin/:sdkappid/1400000001, false",
        "qcs::trtc::uin/:sdkappid/140000000, false",
        "qcs::trtc::uin/:sdkappid/14000000011, false",
        "qcs::trtc::uin/:room/1400000001, false",
        "qcs::trtc::uin/:*, true"
    })
    void resourcesMatchSegmentBySegment(String resource, boolean matches) {
        assertThat(Asked.about("RemoveUser", 1400000001L)
                        .isAllowedBy(Asked.policy("allow", "\"*\"", "\"" + resource + "\"")))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "qcs::trtc::uin/12345678:sdkappid/*", "qcs::trtc:::sdkAppId/**", "qcs::trtc::uin/:*"})
    void aCallWithoutAnApplicationNeedsAllOfThem(String resource) {
        assertThat(Asked.about("DescribeTrtcUsage").isAllowedBy(Asked.policy("allow", "\"*\"", "\"" + resource + "\"")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qcs::trtc::uin/12345678:sdkappid/1400000001",
                "qcs::trtc::uin/12345678:sdkappid/14*",
                "qcs::trtc::uin/1:sdkappid/*",
                "qcs::cos::uin/:sdkappid/*",
                "qcs::trtc:ap-beijing:uin/:sdkappid/*"
            })
    void aCallWithoutAnApplicationIsNotCoveredBySomeOfThem(String resource) {
        assertThat(Asked.about("DescribeTrtcUsage").isAllowedBy(Asked.policy("allow", "\"*\"", "\"" + resource + "\"")))
                .isFalse();
    }
}
