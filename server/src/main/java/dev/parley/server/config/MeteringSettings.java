package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import java.time.Duration;

/** How seconds are counted (spec/20 §11: MET-5, MET-7 to MET-9, MET-14). */
@Description("How seconds are counted.")
public record MeteringSettings(
        @Description("How several received pictures combine: aggregate counts one tier from the summed area,"
                + " per-stream one second for each received picture.")
        @Applies(RESTART)
        Mode mode,

        @Description("false counts SD seconds as HD.") @Applies(RESTART)
        boolean sdTier,

        @Description("Whether robot sessions are part of usage answers.") @Applies(RESTART)
        boolean includeRobots,

        @Description("After this long without a forwarded packet a picture no longer counts as received.")
        @Applies(RESTART)
        @Bounds(min = "1s", max = "1m")
        Duration stallTimeout) {

    /** {@code aggregate}: one tier from the summed area; {@code per-stream}: one second for each received picture. */
    public enum Mode {
        AGGREGATE,
        PER_STREAM
    }

    public static MeteringSettings defaults() {
        return new MeteringSettings(Mode.AGGREGATE, true, true, Duration.ofSeconds(5));
    }
}
