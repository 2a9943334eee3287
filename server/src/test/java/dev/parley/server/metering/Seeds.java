package dev.parley.server.metering;

import java.util.Random;

/** Seeds of random tests: printed, and replayed with {@code -Dparley.seed=N}. */
public final class Seeds {

    private Seeds() {}

    public static long next(Class<?> test) {
        String given = System.getProperty("parley.seed");
        long seed = given == null ? new Random().nextLong() : Long.parseLong(given);
        System.out.println(test.getSimpleName() + ": replay with -Dparley.seed=" + seed);
        return seed;
    }
}
