package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parameters of {@code DescribeTrtcUsage}, the action that answers any application at any time (spec/21 §2): two past
 * days give two rows and a small answer, one day gives 288.
 */
record UsageParameters(long sdkAppId, LocalDate first, LocalDate last) {

    static final String ACTION = "DescribeTrtcUsage";

    static UsageParameters ofTwoDays(Endpoint endpoint) {
        LocalDate day = threeDaysAgo();
        return new UsageParameters(endpoint.sdkAppId(), day, day.plusDays(1));
    }

    static UsageParameters ofOneDay(Endpoint endpoint) {
        return new UsageParameters(endpoint.sdkAppId(), threeDaysAgo(), threeDaysAgo());
    }

    /** Long over in every time zone. */
    private static LocalDate threeDaysAgo() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(3);
    }

    Map<String, String> flat() {
        Map<String, String> flat = new LinkedHashMap<>();
        flat.put("SdkAppId", Long.toString(sdkAppId));
        flat.put("StartTime", first.toString());
        flat.put("EndTime", last.toString());
        return flat;
    }

    JsonNode tree() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("SdkAppId", sdkAppId)
                .put("StartTime", first.toString())
                .put("EndTime", last.toString());
    }

    String json() {
        return tree().toString();
    }

    /** Checks the answer for two days. */
    static void mustAnswer(JsonNode answer) {
        assertThat(answer.path("UsageKey").toString()).isEqualTo("""
                ["Audio","SD","HD","FullHD","2K","4K"]""");
        assertThat(answer.path("UsageList")).as("%s", answer).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("TimeKey").asString()).matches("\\d{4}-\\d\\d-\\d\\d 00:00:00");
            assertThat(row.path("UsageValue")).hasSize(6);
        });
    }
}
