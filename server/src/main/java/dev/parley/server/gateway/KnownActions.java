package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.Set;

/** What is said about actions that nobody here answers (spec/03 §6). */
public final class KnownActions {

    private static final String VERSION = "2019-07-22";

    /** The contract's 26 actions. */
    private static final Set<String> CONTRACT = Set.of(
            "CreateCloudRecording",
            "DeleteCloudRecording",
            "DescribeCallDetailInfo",
            "DescribeCloudRecording",
            "DescribeMixTranscodingUsage",
            "DescribeRecordingUsage",
            "DescribeRelayUsage",
            "DescribeRoomInfo",
            "DescribeScaleInfo",
            "DescribeStreamIngest",
            "DescribeTrtcRoomUsage",
            "DescribeTrtcUsage",
            "DescribeUserEvent",
            "DescribeUserInfo",
            "DismissRoom",
            "DismissRoomByStrRoomId",
            "ModifyCloudRecording",
            "RemoveUser",
            "RemoveUserByStrRoomId",
            "SetUserBlocked",
            "SetUserBlockedByStrRoomId",
            "StartPublishCdnStream",
            "StartStreamIngest",
            "StopPublishCdnStream",
            "StopStreamIngest",
            "UpdatePublishCdnStream");

    /** Gone from the vendor's own description before 2023. */
    private static final Set<String> RETIRED = Set.of(
            "CreateTroubleInfo",
            "DescribeAbnormalEvent",
            "DescribeCallDetail",
            "DescribeDetailEvent",
            "DescribeHistoryScale",
            "DescribeRealtimeNetwork",
            "DescribeRealtimeQuality",
            "DescribeRealtimeScale",
            "DescribeRecordStatistic",
            "DescribeRoomInformation",
            "DescribeTRTCMarketQualityMetricData",
            "DescribeTRTCMarketScaleMetricData",
            "DescribeTRTCRealTimeQualityMetricData",
            "DescribeTRTCRealTimeScaleMetricData",
            "DescribeTrtcInteractiveTime",
            "DescribeTrtcMcuTranscodeTime",
            "DescribeUserInformation");

    private KnownActions() {}

    /** The names of the contract's 26 actions, those not built yet among them. */
    public static Set<String> contract() {
        return CONTRACT;
    }

    static void requireVersion(String version) {
        if (!version.equals(VERSION)) {
            throw new ApiException(
                    ApiError.NO_SUCH_VERSION, "The version `" + version + "` does not exist; use `" + VERSION + "`.");
        }
    }

    /** The answer for an action without a handler. */
    static ApiException unanswered(String action) {
        if (CONTRACT.contains(action)) {
            return new ApiException(
                    ApiError.UNSUPPORTED_OPERATION,
                    "The action `" + action + "` is not available in this version of the server.");
        }
        return new ApiException(RETIRED.contains(action) ? ApiError.ACTION_OFFLINE : ApiError.INVALID_ACTION);
    }
}
