package dev.parley.server.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the cloud API behaves where operators differ.
 *
 * @param homeRegion the region of calls that name none
 * @param extraRegions region names accepted besides the documented ones
 * @param regionRequired true refuses calls that name no region (spec/01 §6)
 * @param externalHosts host names clients may have signed besides the one they sent (spec/02 §1.2)
 * @param unsignedPayloadAllowed false refuses {@code UNSIGNED-PAYLOAD} (spec/02 §1.4)
 * @param callsPerSecond limits by action name that replace the documented ones; 0 switches a limit off (spec/06 §3)
 * @param failuresPerSecond failed authentications answered per address and second; 0 for no limit (spec/06 §3)
 */
public record ApiSettings(
        String homeRegion,
        Set<String> extraRegions,
        boolean regionRequired,
        List<String> externalHosts,
        boolean unsignedPayloadAllowed,
        Map<String, Integer> callsPerSecond,
        int failuresPerSecond) {

    public ApiSettings {
        extraRegions = Set.copyOf(extraRegions);
        externalHosts = List.copyOf(externalHosts);
        callsPerSecond = Map.copyOf(callsPerSecond);
    }

    public static ApiSettings defaults() {
        return new ApiSettings(
                "ap-guangzhou",
                Set.of(),
                false,
                List.of("trtc.tencentcloudapi.com", "trtc.intl.tencentcloudapi.com"),
                true,
                Map.of(),
                100);
    }
}
