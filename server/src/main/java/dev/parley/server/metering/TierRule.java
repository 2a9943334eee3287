package dev.parley.server.metering;

import dev.parley.server.config.MeteringSettings;

/**
 * How received areas become tiers (MET-7 to MET-9).
 *
 * @param perStream true counts each received picture by itself, false the sum of their areas
 * @param sdTier false merges SD into HD
 */
public record TierRule(boolean perStream, boolean sdTier) {

    /** Largest area of each tier in pixels, inclusive: 640x480, 1280x720, 1920x1080, 2560x1440. */
    private static final long SD = 307_200;

    private static final long HD = 921_600;
    private static final long FULL_HD = 2_073_600;
    private static final long TWO_K = 3_686_400;

    public static TierRule of(MeteringSettings settings) {
        return new TierRule(settings.mode() == MeteringSettings.Mode.PER_STREAM, settings.sdTier());
    }

    /** The tier of an area in pixels; 0 is a picture of unknown size and falls in the lowest tier (MET-6). */
    public Tier tier(long area) {
        if (area <= HD) {
            return sdTier && area <= SD ? Tier.SD : Tier.HD;
        }
        if (area <= FULL_HD) {
            return Tier.FULL_HD;
        }
        return area <= TWO_K ? Tier.TWO_K : Tier.FOUR_K;
    }
}
