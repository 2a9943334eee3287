package dev.parley.server.access;

/**
 * Accounts: each owns applications and has users, and is known by its number (uin) alone, which is also its owner's. An
 * account begins with the first thing it owns.
 */
public final class Accounts {

    /** Exists always; owns what is created without naming another. */
    public static final long FIRST = 100_000_000_001L;

    /** The numbers of users begin behind this. */
    public static final long LAST = 199_999_999_999L;

    private Accounts() {}

    /** Whether it could be an account's number, and not that of a user. */
    public static boolean isNumber(long uin) {
        return uin > 0 && uin <= LAST;
    }
}
