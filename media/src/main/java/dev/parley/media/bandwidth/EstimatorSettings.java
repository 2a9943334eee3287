package dev.parley.media.bandwidth;

/**
 * Where an estimate starts and between what it moves, in bits per second.
 *
 * @param start what a player is believed to take before its network has said anything
 * @param lowest never less, so that a path that comes back is noticed
 * @param highest never more, whatever is wanted
 */
public record EstimatorSettings(long start, long lowest, long highest) {

    /** 300 kbit/s to start with, 30 kbit/s to 20 Mbit/s. */
    public static final EstimatorSettings STANDARD = new EstimatorSettings(300_000, 30_000, 20_000_000);

    /** @throws IllegalArgumentException unless 0 < lowest <= start <= highest */
    public EstimatorSettings {
        if (lowest <= 0 || start < lowest || highest < start) {
            throw new IllegalArgumentException("no range: " + lowest + ", " + start + ", " + highest);
        }
    }

    long clamp(double bitsPerSecond) {
        return (long) Math.clamp(bitsPerSecond, (double) lowest, (double) highest);
    }
}
