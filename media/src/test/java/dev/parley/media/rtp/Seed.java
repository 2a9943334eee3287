package dev.parley.media.rtp;

import java.util.HexFormat;
import java.util.Random;

/** Randomness for tests: prints the seed it used, and takes one from the system property {@code parley.seed}. */
public final class Seed {
    private static final String PROPERTY = "parley.seed";

    private Seed() {}

    public static Random random(String test) {
        long seed = Long.getLong(PROPERTY, System.nanoTime());
        System.out.println(test + ": seed " + seed + " (replay with -D" + PROPERTY + "=" + seed + ")");
        return new Random(seed);
    }

    /** Bytes from hex digits; spaces and line ends may group them. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }
}
