package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.Set;

/** What is said about versions and actions outside the contract (spec/03 §6). */
final class OtherActions {

    private static final String VERSION = "2019-07-22";

    /** Gone from the vendor's own description before 2023. */
    private static final Set<String> RETIRED = Set.of(
            "CreateTroubleInfo",
            "DescribeAbnormalEvent",
            "DescribeCallDetail",
            "DescribeDetailEvent",
            "DescribeExternalTrtcMeasure",
            "DescribeHistoryScale",
            "DescribeRealtimeNetwork",
            "DescribeRealtimeQuality",
            "DescribeRealtimeScale",
            "DescribeRoomInformation",
            "DescribeTRTCMarketQualityMetricData",
            "DescribeTRTCMarketScaleMetricData",
            "DescribeTRTCRealTimeQualityMetricData",
            "DescribeTRTCRealTimeScaleMetricData",
            "DescribeTrtcInteractiveTime",
            "DescribeUserInformation",
            "MeasureTrtcMcuExternal");

    private OtherActions() {}

    static void requireVersion(String version) {
        if (!version.equals(VERSION)) {
            throw new ApiException(
                    ApiError.NO_SUCH_VERSION, "The version `" + version + "` does not exist; use `" + VERSION + "`.");
        }
    }

    /** The answer for an action that is not part of the contract. */
    static ApiException refusal(String action) {
        return new ApiException(RETIRED.contains(action) ? ApiError.ACTION_OFFLINE : ApiError.INVALID_ACTION);
    }
}
