package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.LIVE;

import dev.parley.protocol.errors.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the cloud API behaves where operators differ. */
@Description("The cloud API where operators differ.")
public record ApiSettings(
        Region region,
        Signature signature,
        Limits limits,

        @Description("Origins whose pages may call the API, such as https://console.example.org; none by default.")
        @Applies(LIVE)
        List<String> corsOrigins,

        @Description("The language of messages for calls that ask for none.") @Applies(LIVE)
        Language language,

        @Description("Networks in CIDR notation, such as 10.0.0.0/8, whose X-Forwarded-For is believed.") @Applies(LIVE)
        List<String> trustedProxies) {

    public ApiSettings {
        corsOrigins = List.copyOf(corsOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Which region names are accepted (spec/01 §6). */
    @Description("Which region names are accepted.")
    public record Region(
            @Description("The region of calls that name none.") @Applies(LIVE)
            String home,

            @Description("Names accepted besides the documented ones.") @Applies(LIVE)
            Set<String> extra,

            @Description("true refuses calls that name no region.") @Applies(LIVE)
            boolean required) {
        public Region {
            extra = Set.copyOf(extra);
        }
    }

    /** What a signature may look like (spec/01 §10, spec/02 §1.2, §1.4, §3). */
    @Description("What a signature may look like.")
    public record Signature(
            @Description("Host names clients may have signed besides the one they sent.") @Applies(LIVE)
            List<String> externalHosts,

            @Description("false refuses UNSIGNED-PAYLOAD.") @Applies(LIVE)
            boolean unsignedPayload,

            @Description("true demands trtc, or the first label of the received host, as the service in the credential"
                    + " scope.")
            @Applies(LIVE)
            boolean strictService,

            @Description("true refuses a signature of the older generation that was seen before.") @Applies(LIVE)
            boolean replayCheck) {
        public Signature {
            externalHosts = List.copyOf(externalHosts);
        }
    }

    /** How often is too often (spec/06); 0 always means no limit. */
    @Description("How often is too often; 0 always means no limit.")
    public record Limits(
            @Description("Calls per second of one caller and region, by action name, in place of the documented"
                    + " numbers.")
            @Applies(LIVE)
            @Bounds(min = "0", max = "1000000")
            Map<String, Integer> callsPerSecond,

            @Description("All calls of an account in one region.") @Applies(LIVE) @Bounds(min = "0", max = "1000000")
            int accountCallsPerSecond,

            @Description("All calls of an account.") @Applies(LIVE) @Bounds(min = "0", max = "1000000")
            int accountCallsPerSecondAllRegions,

            @Description("Failed authentications answered per source address.")
            @Applies(LIVE)
            @Bounds(min = "0", max = "1000000")
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
