package dev.parley.server.config;

import java.time.Duration;

/**
 * How seconds are counted (spec/20 §11).
 *
 * @param mode how several received pictures combine (MET-7, MET-9)
 * @param sdTier false merges SD into HD (MET-8)
 * @param includeRobots whether robot sessions are part of usage answers (MET-14)
 * @param stallTimeout forwarding silence after which a picture no longer counts as received (MET-5)
 */
public record MeteringSettings(Mode mode, boolean sdTier, boolean includeRobots, Duration stallTimeout) {

    /** {@code aggregate}: one tier from the summed area; {@code per-stream}: one second for each received picture. */
    public enum Mode {
        AGGREGATE,
        PER_STREAM
    }

    public static MeteringSettings defaults() {
        return new MeteringSettings(Mode.AGGREGATE, true, true, Duration.ofSeconds(5));
    }
}
