package dev.parley.media.forward;

/** The audio level that packets tell (RFC 6464), smoothed: a single loud packet is no speech. */
final class Loudness {

    static final int SILENCE = 127;

    /** Packets stop while there is nothing to hear, but for one now and then. */
    private static final long STALE_MILLIS = 1_000;

    private static final int LEVEL_MASK = 0x7F;

    /** Of a new packet an eighth counts. */
    private static final int WEIGHT_BITS = 3;

    private static final int FRACTION_BITS = 8;

    private int smoothed = SILENCE << FRACTION_BITS;
    private long heard = Long.MIN_VALUE / 2;

    /** @param extension the byte of the header extension: voice activity, and the level in seven bits */
    void hear(byte extension, long now) {
        int level = (extension & LEVEL_MASK) << FRACTION_BITS;
        smoothed = now - heard >= STALE_MILLIS ? level : smoothed + ((level - smoothed) >> WEIGHT_BITS);
        heard = now;
    }

    /** 0, the loudest, to {@link #SILENCE}. */
    int level(long now) {
        return now - heard >= STALE_MILLIS ? SILENCE : smoothed >> FRACTION_BITS;
    }
}
