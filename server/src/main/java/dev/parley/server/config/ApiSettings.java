package dev.parley.server.config;

import dev.parley.protocol.errors.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the cloud API behaves where operators differ.
 *
 * @param corsOrigins origins whose pages may call the API, such as {@code https://console.example.org}; empty allows
 *     none (spec/01 §7)
 * @param language of messages for calls that ask for none
 * @param trustedProxies networks in CIDR notation whose {@code X-Forwarded-For} is believed
 */
public record ApiSettings(
        Region region,
        Signature signature,
        Limits limits,
        List<String> corsOrigins,
        Language language,
        List<String> trustedProxies) {

    public ApiSettings {
        corsOrigins = List.copyOf(corsOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * Which region names are accepted (spec/01 §6).
     *
     * @param home the region of calls that name none
     * @param extra names accepted besides the documented ones
     * @param required true refuses calls that name no region
     */
    public record Region(String home, Set<String> extra, boolean required) {
        public Region {
            extra = Set.copyOf(extra);
        }
    }

    /**
     * What a signature may look like.
     *
     * @param externalHosts host names clients may have signed besides the one they sent (spec/02 §1.2)
     * @param unsignedPayload false refuses {@code UNSIGNED-PAYLOAD} (spec/02 §1.4)
     * @param strictService true demands {@code trtc} or the first label of the received host as the service in the
     *     credential scope (spec/02 §3)
     * @param replayCheck true refuses a signature of the older generation that was seen before (spec/01 §10)
     */
    public record Signature(
            List<String> externalHosts, boolean unsignedPayload, boolean strictService, boolean replayCheck) {
        public Signature {
            externalHosts = List.copyOf(externalHosts);
        }
    }

    /**
     * How often is too often (spec/06); 0 always means no limit.
     *
     * @param callsPerSecond by action name, in place of the documented numbers; per caller and region
     * @param accountCallsPerSecond all calls of an account in one region
     * @param accountCallsPerSecondAllRegions all calls of an account
     * @param failuresPerSecond failed authentications answered per source address
     */
    public record Limits(
            Map<String, Integer> callsPerSecond,
            int accountCallsPerSecond,
            int accountCallsPerSecondAllRegions,
            int failuresPerSecond) {
        public Limits {
            callsPerSecond = Map.copyOf(callsPerSecond);
        }
    }

    public static ApiSettings defaults() {
        return new ApiSettings(
                new Region("ap-guangzhou", Set.of(), false),
                new Signature(List.of("trtc.tencentcloudapi.com", "trtc.intl.tencentcloudapi.com"), true, false, false),
                new Limits(Map.of(), 0, 0, 100),
                List.of(),
                Language.EN_US,
                List.of());
    }
}
