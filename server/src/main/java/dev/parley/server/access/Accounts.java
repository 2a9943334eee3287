package dev.parley.server.access;

/**
 * Accounts: each owns applications and has users, and is known by its number (uin) alone, which is also its owner's.
 */
public final class Accounts {

    /** Exists always; owns what is created without naming another. */
    public static final long FIRST = 100_000_000_001L;

    private Accounts() {}
}
