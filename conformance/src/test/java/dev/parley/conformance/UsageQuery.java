package dev.parley.conformance;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Parameters of {@code DescribeTrtcRoomUsage}; spelled {@code SdkAppid} in this action alone (spec/21 §3.1). */
record UsageQuery(long sdkAppId, String startTime, String endTime) {

    static final String ACTION = "DescribeTrtcRoomUsage";
    private static final ZoneOffset LOCAL = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /** From the minute of an instant, for a length of time. */
    static UsageQuery from(long sdkAppId, Instant start, Duration length) {
        return new UsageQuery(sdkAppId, local(start), local(start.plus(length)));
    }

    static String local(Instant instant) {
        return MINUTE.format(instant.atOffset(LOCAL));
    }

    String json() {
        return JsonMapper.shared()
                .writeValueAsString(Map.of("SdkAppid", sdkAppId, "StartTime", startTime, "EndTime", endTime));
    }
}
