package dev.parley.server.config;

import java.time.Duration;
import java.time.ZoneOffset;

/**
 * How usage is kept and answered (spec/20 §11).
 *
 * @param utcOffset the fixed offset of all local times, whole minutes
 * @param exactMinutes true answers minutes with two decimals instead of rounding up (APP-3)
 * @param retentionDays days room and minute counters are kept (ROOM-3)
 * @param applicationRetentionDays days the 5-minute application counters are kept
 * @param roomQueryInterval least time between two accepted {@code DescribeTrtcRoomUsage} calls of one caller and
 *     application; zero switches the limit off (USG-12)
 */
public record UsageSettings(
        ZoneOffset utcOffset,
        boolean exactMinutes,
        int retentionDays,
        int applicationRetentionDays,
        Duration roomQueryInterval) {

    public static UsageSettings defaults() {
        return new UsageSettings(ZoneOffset.ofHours(8), false, 93, 400, Duration.ofSeconds(15));
    }
}
