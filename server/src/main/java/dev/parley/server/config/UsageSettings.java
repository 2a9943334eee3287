package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.LIVE;
import static dev.parley.server.config.Applies.When.RESTART;

import java.time.Duration;

/** How usage is kept and answered (spec/20 §11: APP-3, ROOM-3, USG-12). */
@Description("How usage is kept and answered.")
public record UsageSettings(
        @Description("true answers minutes with two decimals instead of rounding up.") @Applies(LIVE)
        boolean exactMinutes,

        @Description("Days the counters of rooms and minutes are kept; 0 keeps them for ever.")
        @Applies(RESTART)
        @Bounds(min = "0", max = "36500")
        int retentionDays,

        @Description("Days the 5-minute counters of applications are kept; 0 keeps them for ever.")
        @Applies(RESTART)
        @Bounds(min = "0", max = "36500")
        int applicationRetentionDays,

        @Description("Least time between two accepted DescribeTrtcRoomUsage calls of one caller and application;"
                + " 0s switches the limit off.")
        @Applies(LIVE)
        @Bounds(min = "0s", max = "24h")
        Duration roomQueryInterval) {

    public static UsageSettings defaults() {
        return new UsageSettings(false, 93, 400, Duration.ofSeconds(15));
    }
}
