package dev.parley.conformance;

/**
 * How many seconds a stay must count, as far as clock readings tell: counted seconds are those of the one-second grid
 * (MET-3), so a stay from 10.2 s to 12.9 s is exactly two.
 */
record Seconds(long least, long most) {

    static Seconds between(Instants from, Instants to) {
        long least = Math.max(0, second(to.earliest()) - second(from.latest()));
        return new Seconds(least, second(to.latest()) - second(from.earliest()));
    }

    private static long second(long millis) {
        return Math.floorDiv(millis, 1_000);
    }

    Seconds plus(Seconds other) {
        return new Seconds(least + other.least, most + other.most);
    }

    /** The same when up to this many seconds may have been lost, and none may have been invented. */
    Seconds losing(long seconds) {
        return new Seconds(Math.max(0, least - seconds), most);
    }
}
